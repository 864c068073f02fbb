"""The tracker as addresses and texts. Decides names; writes nothing."""
