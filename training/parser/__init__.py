"""Makes the shipped dependency parser: MiniLM, a biaffine head, int8 ONNX. Run with ``python -m training.parser``."""
