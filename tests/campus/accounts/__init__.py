"""Accounts: how people come in, what they keep there, and who is kept out."""
