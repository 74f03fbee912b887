"""How the reader's own tagger is trained: text is composed and read here, and nothing of it is shipped but the model."""
