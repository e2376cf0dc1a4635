"""Trains the relation classifier that ships in `extractor/language/model/relations`. See README.md here."""
