"""The certificate: what it claims, how it is signed, typeset and verified."""
