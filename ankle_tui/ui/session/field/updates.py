"""Updates of a screen that begin at the first changed cell; built on parts of Textual that are not public."""

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip


class FineCompositor(Compositor):
    """Textual's compositor with `FineUpdate`."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what has changed."""
        update = super().render_partial_update()
        return update and FineUpdate(update.chops, update.spans, update.chop_ends)


class FineUpdate(ChopsUpdate):
    """The changed cells alone, and each style once for all that follows in it.

    Textual sends a row from the start of its widget on, not from the start of the change, and a style with every text.
    """

    def render_segments(self, console: Console) -> str:
        """Make what is written to the terminal."""
        system = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Textual's own
        written: list[str] = []
        current: str | None = None
        for y, first, end in self.spans:
            for stop, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                begin, finish = max(start, first), min(stop, end)
                if strip is None or begin >= finish:
                    continue
                written.append(f"\x1b[{y + 1};{begin + 1}H")
                for text, style, _ in strip.crop(begin - start, finish - start):
                    codes = _codes(style, system)
                    if codes != current:
                        written.append(f"\x1b[0;{codes}m" if codes else "\x1b[0m")
                        current = codes
                    written.append(text)
        return "".join([*written, "\x1b[0m"])


def _codes(style: Style | None, system: ColorSystem) -> str:
    return Strip.render_ansi(style, system) if style else ""
