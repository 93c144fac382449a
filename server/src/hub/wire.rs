//! What a connection needs of a socket, so that it can be served over anything that carries messages: the real
//! socket, or a wire of the simulator.

use std::pin::pin;

use axum::extract::ws::Message;
use futures_util::{Sink, Stream, future};

/// A socket after its upgrade: messages in, messages out.
pub trait Wire:
    Stream<Item = Result<Message, axum::Error>>
    + Sink<Message, Error = axum::Error>
    + Unpin
    + Send
    + 'static
{
}

impl<W> Wire for W where
    W: Stream<Item = Result<Message, axum::Error>>
        + Sink<Message, Error = axum::Error>
        + Unpin
        + Send
        + 'static
{
}

/// What came first of two.
#[derive(Debug, PartialEq, Eq)]
pub enum Either<A, B> {
    One(A),
    Other(B),
}

/// Waits for two things at once; when both are there, `one_first` says which is taken. `tokio::select!` would throw
/// dice of its own, which nobody can seed: a simulated day must be repeatable.
pub async fn either<A, B>(
    one_first: bool,
    one: impl Future<Output = A>,
    other: impl Future<Output = B>,
) -> Either<A, B> {
    let (one, other) = (pin!(one), pin!(other));
    if one_first {
        match future::select(one, other).await {
            future::Either::Left((came, _)) => Either::One(came),
            future::Either::Right((came, _)) => Either::Other(came),
        }
    } else {
        match future::select(other, one).await {
            future::Either::Left((came, _)) => Either::Other(came),
            future::Either::Right((came, _)) => Either::One(came),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::ready;

    #[tokio::test]
    async fn of_two_that_are_there_the_one_whose_turn_it_is_comes_first() {
        assert_eq!(either(true, ready(1), ready("a")).await, Either::One(1));
        assert_eq!(
            either(false, ready(1), ready("a")).await,
            Either::Other("a")
        );
    }

    #[tokio::test]
    async fn whoever_is_there_is_taken_whose_turn_it_may_be() {
        let never = future::pending::<()>;
        assert_eq!(either(true, never(), ready(2)).await, Either::Other(2));
        assert_eq!(either(false, ready(2), never()).await, Either::One(2));
    }
}
