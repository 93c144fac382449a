//! Every record carries a hash chained to the one before, because SQLite does not notice flipped
//! bits in a row.
//!
//! ```text
//!   hash(n) = SHA-256( hash(n-1) | stream | n | body )        hash(0) = 32 zero bytes
//! ```
//!
//! A changed, missing, swapped or foreign record breaks the chain at its position. A cut tail breaks
//! it too, as the head of the stream keeps the last position and hash apart from the records; and when both have lost
//! their last, the file beside the database knows of more (`sqlite/heads.rs`).
//! All parts but the last have a fixed length, so no two histories give the same input.

use sha2::{Digest, Sha256};

use super::{LogError, Stream};

pub type Hash = [u8; 32];

/// A stream's history, as far as it has been followed or written.
#[derive(Clone, Copy)]
pub struct Chain {
    stream: Stream,
    position: u64,
    hash: Hash,
}

impl Chain {
    /// The chain of a stream without records.
    pub const fn empty(stream: Stream) -> Self {
        Self::at(stream, 0, [0; 32])
    }

    /// A chain that goes on behind a stored record, trusting that record's hash.
    pub const fn at(stream: Stream, position: u64, hash: Hash) -> Self {
        Self {
            stream,
            position,
            hash,
        }
    }

    pub const fn stream(&self) -> Stream {
        self.stream
    }

    pub const fn position(&self) -> u64 {
        self.position
    }

    pub const fn hash(&self) -> &Hash {
        &self.hash
    }

    /// Links one more record to the chain.
    pub fn link(&mut self, body: &[u8]) {
        let position = self.position.saturating_add(1);
        self.hash = Sha256::new()
            .chain_update(self.hash)
            .chain_update(self.stream.key())
            .chain_update(position.to_be_bytes())
            .chain_update(body)
            .finalize()
            .into();
        self.position = position;
    }

    /// Follows a stored record.
    ///
    /// # Errors
    /// [`LogError::Damaged`] when it is not the record that was written next.
    pub fn follow(&mut self, position: u64, body: &[u8], hash: &[u8]) -> Result<(), LogError> {
        let damaged = self.damaged_next();
        self.link(body);
        if position == self.position && hash == self.hash {
            Ok(())
        } else {
            Err(damaged)
        }
    }

    /// Checks that the stream ends here.
    ///
    /// # Errors
    /// [`LogError::Damaged`] when the head knows more records, or fewer, or another last one.
    pub fn ends_at(&self, position: u64, hash: &[u8]) -> Result<(), LogError> {
        if position != self.position {
            let first_wrong = self.position.min(position).saturating_add(1);
            return Err(LogError::Damaged {
                stream: self.stream,
                position: first_wrong,
            });
        }
        if hash != self.hash {
            return Err(LogError::Damaged {
                stream: self.stream,
                position,
            });
        }
        Ok(())
    }

    /// The answer when the next record cannot even be read.
    pub const fn damaged_next(&self) -> LogError {
        LogError::Damaged {
            stream: self.stream,
            position: self.position.saturating_add(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const STREAM: Stream = Stream::session(Uuid::from_u128(7));

    fn damaged_at(position: u64) -> Result<(), LogError> {
        Err(LogError::Damaged {
            stream: STREAM,
            position,
        })
    }

    /// Three records as they are stored.
    fn history() -> Vec<(u64, Vec<u8>, Hash)> {
        let mut chain = Chain::empty(STREAM);
        ["Ana arrives", "Bo arrives", "Ana passes"]
            .into_iter()
            .map(|body| {
                chain.link(body.as_bytes());
                (chain.position(), body.as_bytes().to_vec(), *chain.hash())
            })
            .collect()
    }

    fn follow(stream: Stream, stored: &[(u64, Vec<u8>, Hash)]) -> Result<Chain, LogError> {
        let mut chain = Chain::empty(stream);
        for (position, body, hash) in stored {
            chain.follow(*position, body, hash)?;
        }
        Ok(chain)
    }

    #[test]
    fn what_was_written_can_be_followed_to_its_end() {
        let stored = history();
        let chain = follow(STREAM, &stored).unwrap();
        assert_eq!(chain.ends_at(3, &stored[2].2), Ok(()));
    }

    #[test]
    fn every_single_flipped_bit_is_noticed_at_its_record() {
        for record in 0..3 {
            let (_, body, hash) = &history()[record];
            for bit in 0..(body.len() + hash.len()) * 8 {
                let mut stored = history();
                let (_, body, hash) = &mut stored[record];
                let byte = body.iter_mut().chain(hash.iter_mut()).nth(bit / 8).unwrap();
                *byte ^= 1 << (bit % 8);
                let found = follow(STREAM, &stored).map(|_| ());
                assert_eq!(
                    found,
                    damaged_at(record as u64 + 1),
                    "bit {bit} of record {record}"
                );
            }
        }
    }

    #[test]
    fn missing_swapped_and_foreign_records_are_noticed() {
        let mut gap = history();
        gap.remove(1);
        assert_eq!(follow(STREAM, &gap).map(|_| ()), damaged_at(2));

        let mut swapped = history();
        swapped.swap(1, 2);
        assert_eq!(follow(STREAM, &swapped).map(|_| ()), damaged_at(2));

        let other = Stream::programme(STREAM.id());
        assert!(
            follow(other, &history()).is_err(),
            "a record belongs to one stream only"
        );
    }

    #[test]
    fn a_cut_tail_is_noticed_by_the_head() {
        let stored = history();
        let head = stored[2].2;
        let cut = follow(STREAM, &stored[..1]).unwrap();
        assert_eq!(cut.ends_at(3, &head), damaged_at(2));

        let whole = follow(STREAM, &stored).unwrap();
        assert_eq!(
            whole.ends_at(2, &stored[1].2),
            damaged_at(3),
            "one more than the head knows"
        );
        assert_eq!(
            whole.ends_at(3, &[0; 32]),
            damaged_at(3),
            "a head with another hash"
        );
    }
}
