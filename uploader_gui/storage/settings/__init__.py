"""The settings file, the keyring, imported connections."""
