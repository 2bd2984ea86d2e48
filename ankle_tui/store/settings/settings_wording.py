"""Names and explanations of the settings, for the Settings screen and for lines."""

from collections.abc import Mapping
from typing import Final

EQUIPMENT = "equipment"
SECTIONS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "Training": {
        "level": ("Level", "Where each exercise starts. As last time: as in your last session."),
        "target": ("Days a week", "Training days to aim at. A change counts from next week."),
        "minutes": ("Minutes", "Time for the exercises. By level: 10, or 15 if experienced."),
        "sprain": ("Sprain", "An ankle sprained in the last 12 months. That leg goes first."),
        "first_side": ("First leg", "The leg that begins. Usual: the sprained one, else the left."),
        "cooldown": ("Cooldown", "Sessions end with easy moves and stretches."),
    },
    "Equipment": {EQUIPMENT: ("", "A {} is at hand. Harder steps need one.")},
    "Days and weeks": {
        "week_start": ("Week starts", "The first day of a week, here and in streaks."),
        "cut_off": ("Day ends", "A session before this time of the night counts for the day before."),
        "streaks": ("Streaks", "The weeks in a row are shown."),
    },
    "Session": {
        "counting": ("Reps counted", "Paced: for you, at a steady tempo. By hand: you press a key."),
    },
    "Self-tests": {
        "age": ("Age", "Only for comparing the heel raises and stance with published values."),
        "sex": ("Sex", "Only for comparing the heel raises with published values."),
    },
    "Sound": {
        "sound_mode": ("Led by", "Words tell closed eyes what comes next; tones keep the beat."),
        "words": ("Words", "Full: all that closed eyes need. Brief: only what is new."),
        "beat": ("Beat", "Tones for up, hold and down. Led by the voice there are none."),
        "counts": ("Counts", "Reps, steps and the seconds of a test are counted."),
        "volume": ("Volume", "How loud the next session starts."),
        "sound": ("Sound output", "What plays sound; auto takes what works. Takes effect at the next start."),
    },
    "Screen": {
        "flash": ("Flash", "The border flashes with every cue."),
        "terminal_title": ("Window title", "Title and progress of the window follow a session."),
        "notifications": ("Notices", "A desktop notice when a rest ends and another window is in front."),
        "figures": ("Figures", "Auto draws what your terminal surely can. Octants are the finest."),
        "theme": ("Theme", "The colours of every screen."),
    },
}
"""The name and the explanation of every setting, by section and key."""
APART: Final[Mapping[str, str]] = {
    EQUIPMENT: "What is at hand beside a wall. Harder steps need it.",
    "rungs": "Steps of ladders that you have set. Change them with: ankle-tui ladder.",
    "keys": "Keys of your own, by the id of a command. List the ids with: ankle-tui keys.",
    "hooks": "Programs of your own to tell of a session: started, finished.",
    "runs": "Folders with activity files of your watch or training log. Their days are marked as run or cross-training.",
    "sprain_noted": "The day on which you last answered about a sprain; set by the program.",
    "tests_put_off": "The day on which you put the self-tests off for a week; set by the program.",
}
"""Explanations of settings that have no line of their own on the screen."""


def about_words(key: str) -> str:
    """Explain a setting in a line."""
    lines = {name: about for section in SECTIONS.values() for name, (_, about) in section.items()}
    return APART.get(key) or lines[key]
