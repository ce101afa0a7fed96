"""OpenID Connect Core 1.0, the authorization code flow with PKCE (RFC 7636), and no more of it than is needed here. Why
not allauth's: docs/decisions/0028-strong-identification.md."""
