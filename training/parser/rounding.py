"""Linear layers that can be trained to bear the rounding of the int8 file.

Rounding in the loop with gradients passed straight through: Jacob et al. (2018), "Quantization and Training of Neural Networks for
Efficient Integer-Arithmetic-Only Inference", https://arxiv.org/abs/1712.05877. The steps are those of `export.quantise`: weights in seven
bits for each output, inputs in eight bits over their range in one sentence.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

WEIGHT_STEPS = 127  # seven bits
INPUT_STEPS = 255


def _rounded(x: torch.Tensor, step: torch.Tensor) -> torch.Tensor:
    """`x` in whole multiples of `step`, with the gradient of `x`."""
    step = step.clamp(min=1e-8)
    return x + ((x / step).round() * step - x).detach()


class Linear(nn.Linear):
    """`nn.Linear`, which while `rounded` and in training computes with rounded weights and inputs."""

    rounded = False

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not (self.rounded and self.training):
            return super().forward(x)
        weight = _rounded(self.weight, 2 * self.weight.detach().abs().amax(1, keepdim=True) / WEIGHT_STEPS)
        sentence = (-2, -1)  # a batch of words of several sentences has no third axis, and takes the range of them all
        low, high = x.detach().amin(sentence, keepdim=True).clamp(max=0), x.detach().amax(sentence, keepdim=True).clamp(min=0)
        return F.linear(_rounded(x, (high - low) / INPUT_STEPS), weight, self.bias)
