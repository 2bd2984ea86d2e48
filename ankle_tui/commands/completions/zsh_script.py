"""Write the completion script for zsh."""

from collections.abc import Iterator

from ankle_tui.commands.completions.command_tree import CommandNode, Parameter

_HEAD = """\
#compdef ankle-tui
# Completion of ankle-tui in zsh, as printed by: ankle-tui completions zsh

# The last argument is the name of a list, and words that stand before its values, with commas between.
_ankle-tui-listed() {
  local -a found
  found=(${(s:,:)@[-1]})
  found=($found[2,-1] ${(f)"$(ankle-tui completions --values $found[1] $folders 2>/dev/null)"})
  compadd "${@[1,-2]}" -a found
}
"""
_FOLDERS = """\
  local -a folders  # on the command line, which lists of values come from
  local -i place
  for ((place = 2; place < CURRENT; place++)); do
    case $words[place] in
      @FOLDERS@) folders+=($words[place] ${(Q)words[place+1]}) ;;
      ((@FOLDERS@)=*) folders+=(${(Q)words[place]}) ;;
    esac
  done
"""
_END = """
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _ankle-tui "$@"
else
  compdef _ankle-tui ankle-tui
fi
"""


def zsh_script(root: CommandNode) -> str:
    """Write the script: a function for every command.

    Args:
        root: The program.
    """
    return "".join([_HEAD, *("".join(_function(node)) for node in root.all()), _END])


def _function(node: CommandNode) -> Iterator[str]:
    yield f"\n{_name(node)}() {{\n"
    specs = [spec for part in node.options for spec in _option(part)]
    specs += [_argument(place, part) for place, part in enumerate(node.arguments, 1)]
    if not node.words:
        yield _FOLDERS.replace("@FOLDERS@", "|".join(node.folders()))
    if not node.below:
        yield f"  _arguments -S {_joined(specs)}\n}}\n"
        return
    specs += ["(-): :->command", "(-)*:: :->rest"]
    yield "  local curcontext=$curcontext state state_descr line\n  local -A opt_args\n  local -a commands\n"
    yield f"  _arguments -C -S {_joined(specs)} && return 0\n"
    yield "  case $state in\n    command)\n      commands=(\n"
    for below in node.below:
        yield f"        {_quoted(below.words[-1] + ':' + below.what)}\n"
    yield "      )\n      _describe -t commands command commands ;;\n    rest)\n      case $words[1] in\n"
    for below in node.below:
        yield f"        {below.words[-1]}) {_name(below)} ;;\n"
    yield "      esac ;;\n  esac\n}\n"


def _option(part: Parameter) -> Iterator[str]:
    apart = "(- : *)" if {"-h", "-V"} & {*part.names} else f"({' '.join((*part.names, *part.rivals))})"
    for name in part.names:
        joint = ("=" if name.startswith("--") else "+") if part.metavar else ""
        value = f":{_plain(part.metavar)}:{_action(part)}" if part.metavar else ""
        yield f"{apart}{name}{joint}[{_plain(part.what)}]{value}"


def _argument(place: int, part: Parameter) -> str:
    start = "*" if part.many else f"{place}:" if part.optional else str(place)
    return f"{start}:{_plain(part.metavar)}:{_action(part)}"


def _action(part: Parameter) -> str:
    """The action that completes the values of an option or argument; a blank if anything may be given."""
    values = part.values
    if values is None:
        return " "
    if values.place:
        return "_files" if values.place == "file" else "_files -/"
    if values.listed:
        listed = ",".join((values.listed, *values.words))
        return f"{'_sequence _ankle-tui-listed -' if values.several else '_ankle-tui-listed'} {listed}"
    words = " ".join(values.words)
    return f"_sequence compadd - {words}" if values.several else f"({words})"


def _plain(text: str) -> str:
    for sign in "\\[]:":
        text = text.replace(sign, f"\\{sign}")
    return text


def _joined(specs: list[str]) -> str:
    return " ".join(f"\\\n    {_quoted(spec)}" for spec in specs)


def _name(node: CommandNode) -> str:
    return "--".join(("_ankle-tui", *node.words))  # the name of the file that zsh loads it from


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
