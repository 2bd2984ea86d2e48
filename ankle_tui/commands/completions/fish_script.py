"""Write the completion script for fish, 3.1 or newer."""

from collections.abc import Iterator

from ankle_tui.commands.completions.command_tree import CommandNode, Parameter

_HEAD = """\
# Completion of ankle-tui in fish, as printed by: ankle-tui completions fish

# True after this command, once it has this many arguments.
function __ankle_tui_at
    set -l command ''
    set -l takes ''
    set -l count 0
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$takes"
            set takes ''
            continue
        end
        switch "$command $word"
"""
_WALKED = """\
            case '* -?*'
                continue
            case '*'
                set count (math $count + 1)
        end
    end
    test "$command" = "$argv[1]"; or return 1
    not set -q argv[2]; or test $argv[2] = $count
end

# Each word behind those that stand there already, with commas between.
function __ankle_tui_several
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l head (string match -r -- '^.*,' "$typed")
    for word in $argv
        string match -q -- "*,$word,*" ",$head"; or echo "$head$word"
    end
end

# The values of a list, from the folders on the command line.
function __ankle_tui_listed
    set -l folders
    set -l takes ''
    for word in (commandline -opc)
        if test -n "$takes"
            set -a folders $takes $word
            set takes ''
            continue
        end
        switch $word
            case @FOLDERS@
                set takes $word
            case @WITH_VALUE@
                set -a folders $word
        end
    end
    ankle-tui completions --values $argv[1] $folders 2>/dev/null
end

complete -c ankle-tui -f
"""


def fish_script(root: CommandNode) -> str:
    """Write the script.

    Args:
        root: The program.
    """
    folders = root.folders()
    walked = _WALKED.replace("@FOLDERS@", " ".join(folders))
    walked = walked.replace("@WITH_VALUE@", " ".join(_quoted(f"{name}=*") for name in folders))
    return "".join([_HEAD, *_walk(root), walked, *(line for node in root.all() for line in _completions(node))])


def _walk(root: CommandNode) -> Iterator[str]:
    """Recognize options that take a value, then commands."""
    taking = [
        _quoted(f"{' '.join(node.words)} {name}")
        for node in root.all()
        for part in node.options
        if part.metavar
        for name in part.names
    ]
    yield f"            case {' '.join(taking)}\n                set takes $word\n"
    for node in root.all():
        if node.words:
            words = _quoted(" ".join(("", *node.words) if len(node.words) == 1 else node.words))
            yield f"            case {words}\n                set command {_quoted(' '.join(node.words))}\n"
            yield "                set count 0\n"


def _completions(node: CommandNode) -> Iterator[str]:
    at = f"__ankle_tui_at {_quoted(' '.join(node.words))}"
    for below in node.below:
        yield _line(f"{at} 0", f"-a {below.words[-1]}", below.what)
    for part in node.options:
        for name, flag in zip(part.names, map(_flag, part.names), strict=True):
            rivals = [other for other in (*part.names, *part.rivals) if other.startswith("--") and other != name]
            apart = "".join(f"; and not __fish_contains_opt {other[2:]}" for other in rivals)
            yield _line(at + apart, f"{flag}{_values(part) if part.metavar else ''}", part.what)
    for place, part in enumerate(node.arguments):
        if values := _values(part, argument=True):
            yield _line(at if part.many else f"{at} {place}", values.strip(), part.what)


def _line(condition: str, completion: str, what: str) -> str:
    return f"complete -c ankle-tui -n {_quoted(condition)} {completion} -d {_quoted(what)}\n"


def _values(part: Parameter, *, argument: bool = False) -> str:
    """The arguments of `complete` for the values of an option or argument."""
    values = part.values
    alone = "" if argument else " -x"
    if values is None:
        return alone
    if values.place == "file":
        return " -F" if argument else " -rF"
    if values.place == "folder":
        return f"{alone} -a '(__fish_complete_directories)'"
    words = " ".join((*values.words, *([f"(__ankle_tui_listed {values.listed})"] if values.listed else ())))
    return f"{alone} -ka {_quoted(f'(__ankle_tui_several {words})' if values.several else words)}"


def _flag(name: str) -> str:
    return f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
