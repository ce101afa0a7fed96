"""How people get in and stay in: passkeys, the second step of staff, sessions, the change of an e-mail address.

allauth keeps passkeys, TOTP secrets, recovery codes (`allauth.mfa`) and the table of sessions (`allauth.usersessions`);
what one may do when, the pages, the words and the mails are ours (docs/decisions/0020-security.md).
"""
