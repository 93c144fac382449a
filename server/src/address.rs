//! Where people reach this house. Links in pages and on paper come from here, never from a request's `Host`.

use crate::secrets::Secret;
use thiserror::Error;

/// The address under which browsers find us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Scheme, host and port, without a slash at the end.
    origin: String,
    /// Nobody configured it: a house on one machine, reached by whatever name its network gives it.
    local: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("The address {0} should look like https://alongside.example, without a path behind it.")]
pub struct NotAnAddress(String);

impl Address {
    /// The address from the configuration.
    ///
    /// # Errors
    /// When it is more or less than scheme, host and perhaps port.
    pub fn configured(url: &str) -> Result<Self, NotAnAddress> {
        let origin = url.trim().trim_end_matches('/').to_ascii_lowercase();
        let host = origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"));
        let plain = |host: &str| {
            !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
        };
        match host {
            Some(host) if plain(host) => Ok(Self {
                origin,
                local: false,
            }),
            _ => Err(NotAnAddress(url.to_owned())),
        }
    }

    /// A house without a configured address, on this machine's port.
    #[must_use]
    pub fn local(port: u16) -> Self {
        Self {
            origin: format!("http://127.0.0.1:{port}"),
            local: true,
        }
    }

    /// The same with a certificate of its own.
    #[must_use]
    pub fn local_and_secure(port: u16) -> Self {
        Self {
            origin: format!("https://127.0.0.1:{port}"),
            local: true,
        }
    }

    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether browsers speak TLS with us, perhaps through a proxy.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// The name to which passkeys are bound here, and the address of the pages they work on. Browsers want a name
    /// rather than a number, and either TLS or this very machine; a house on one machine is `localhost` to them.
    #[must_use]
    pub fn passkeys_at(&self) -> Option<(String, String)> {
        if self.local {
            let (_, port) = self.origin.rsplit_once(':')?;
            let scheme = self.scheme();
            return Some(("localhost".to_owned(), format!("{scheme}localhost:{port}")));
        }
        let (scheme, host) = self.origin.split_once("://")?;
        let name = host.split(':').next()?;
        let is_number = name.starts_with('[') || name.parse::<std::net::Ipv4Addr>().is_ok();
        let is_safe = scheme == "https" || name == "localhost";
        (is_safe && !is_number).then(|| (name.to_owned(), self.origin.clone()))
    }

    /// A page of ours.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// A page with a secret behind the `#`, where no server and no mail scanner sees it.
    #[must_use]
    pub fn link(&self, path: &str, secret: &Secret) -> String {
        format!("{}{path}#{}", self.origin, secret.text())
    }

    /// Whether a request comes from a page of ours: its `Origin` is our address, or, where none is configured,
    /// the very host that was asked.
    #[must_use]
    pub fn is_ours(&self, origin: &str, host: Option<&str>) -> bool {
        if origin == self.origin {
            return true;
        }
        self.local && host.is_some_and(|host| origin.strip_prefix(self.scheme()) == Some(host))
    }

    fn scheme(&self) -> &'static str {
        if self.is_secure() {
            "https://"
        } else {
            "http://"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_address_is_scheme_and_host() {
        let address = Address::configured(" https://Alongside.example/ ").unwrap();
        assert_eq!(address.page("/j"), "https://alongside.example/j");
        assert!(address.is_secure());
        for wrong in [
            "alongside.example",
            "https://",
            "https://a.example/path",
            "https://a@b",
            "ftp://a",
        ] {
            assert!(Address::configured(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_our_own_pages_are_ours() {
        let address = Address::configured("https://alongside.example").unwrap();
        assert!(address.is_ours("https://alongside.example", None));
        for other in [
            "null",
            "https://alongside.example:8443",
            "http://alongside.example",
            "https://evil.example",
        ] {
            assert!(
                !address.is_ours(other, Some("alongside.example")),
                "{other}"
            );
        }
    }

    #[test]
    fn passkeys_are_bound_to_a_name_that_browsers_trust() {
        let at = |url| Address::configured(url).unwrap().passkeys_at();
        let both = |name: &str, origin: &str| Some((name.to_owned(), origin.to_owned()));
        assert_eq!(
            at("https://alongside.example:8443"),
            both("alongside.example", "https://alongside.example:8443")
        );
        assert_eq!(
            at("http://localhost:8080"),
            both("localhost", "http://localhost:8080")
        );
        assert_eq!(
            Address::local(8080).passkeys_at(),
            both("localhost", "http://localhost:8080")
        );
        for without in [
            "http://alongside.example",
            "https://10.0.0.1",
            "https://[::1]:8443",
        ] {
            assert_eq!(at(without), None, "{without}");
        }
    }

    #[test]
    fn a_local_house_with_a_certificate_answers_to_its_secure_name_alone() {
        let address = Address::local_and_secure(8443);
        assert!(address.is_secure());
        let (_, passkeys_at) = address.passkeys_at().unwrap();
        assert_eq!(passkeys_at, "https://localhost:8443");
        assert!(address.is_ours("https://laptop:8443", Some("laptop:8443")));
        assert!(!address.is_ours("http://laptop:8443", Some("laptop:8443")));
    }

    #[test]
    fn a_local_house_answers_to_the_name_it_was_called_by() {
        let address = Address::local(8080);
        assert!(address.is_ours("http://127.0.0.1:8080", None));
        assert!(address.is_ours("http://trainer-laptop:8080", Some("trainer-laptop:8080")));
        assert!(!address.is_ours("http://evil.example", Some("trainer-laptop:8080")));
        assert!(!address.is_ours("https://trainer-laptop:8080", Some("trainer-laptop:8080")));
    }
}
