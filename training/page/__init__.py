"""Trains the block-role classifier of `extractor.page.classifier` on pages whose main text is known."""
