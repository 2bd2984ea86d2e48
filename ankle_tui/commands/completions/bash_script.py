"""Write the completion script for bash, 3.2 or newer."""

from collections.abc import Iterable, Iterator

from ankle_tui.commands.completions.command_tree import CommandNode, Parameter

_HEAD = """\
# Completion of ankle-tui in bash, as printed by: ankle-tui completions bash
_ankle_tui() {
    local cur=${COMP_WORDS[COMP_CWORD]} command="" takes="" count=0 i word head=""
    local words="" listed="" place="" several="" list=() folders=()
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        [[ $word == = ]] && continue
        if [[ -n $takes ]]; then
            case $takes in @FOLDERS@) folders+=("$takes" "$word") ;; esac
            takes=""
            continue
        fi
        case "$command $word" in
"""
_WALKED = """\
            *" -"?*) ;;
            *) count=$((count + 1)) ;;
        esac
    done
    [[ $cur == = ]] && cur=""
"""
_END = """\
    case $place in
        file) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur")) ;;
        folder) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$cur")) ;;
    esac
    [[ -n $listed ]] && words+=" "$(ankle-tui completions --values "$listed" "${folders[@]}" 2>/dev/null)
    if [[ -n $several ]]; then
        compopt -o nospace 2>/dev/null
        [[ $cur == *,* ]] && head=${cur%,*},
    fi
    IFS=$' \\t\\n' read -r -d '' -a list <<<"$words"
    for word in "${list[@]}"; do
        [[ $head$word == "$cur"* && ,$head != *",$word,"* ]] && COMPREPLY+=("$head$word")
    done
    return 0
}
complete -F _ankle_tui ankle-tui
"""


def bash_script(root: CommandNode) -> str:
    """Write the script.

    Args:
        root: The program.
    """
    return "".join([_HEAD.replace("@FOLDERS@", "|".join(root.folders())), *_walk(root), _WALKED, *_choices(root), _END])


def _walk(root: CommandNode) -> Iterator[str]:
    """Recognize options that take a value, then commands."""
    for node in root.all():
        taking = [_key(node, name) for part in node.options if part.metavar for name in part.names]
        if taking:
            yield f"            {'|'.join(taking)}) takes=$word ;;\n"
    commands = [_key(node, below.words[-1]) for node in root.all() for below in node.below]
    yield f"            {'|'.join(commands)}) command=${{command:+$command }}$word count=0 ;;\n"


def _choices(root: CommandNode) -> Iterator[str]:
    """Set the values for the word under the cursor."""
    nodes = list(root.all())
    yield '    if [[ -n $takes ]]; then\n        case "$command $takes" in\n'
    keys: dict[str, list[str]] = {}
    for node in nodes:
        for part in node.options:
            keys.setdefault(_values(part), []).extend(_key(node, name) for name in part.names)
    yield from (f"            {'|'.join(same)}) {values} ;;\n" for values, same in keys.items() if values)
    yield "        esac\n    elif [[ $cur == -* ]]; then\n        case $command in\n"
    for node in nodes:
        names = (name for part in node.options for name in part.names)
        yield f'            "{" ".join(node.words)}") words="{" ".join(names)}" ;;\n'
    yield '        esac\n    else\n        case "$command $count" in\n'
    for node in nodes:
        if node.below:
            yield f'            {_key(node, "0")}) words="{" ".join(below.words[-1] for below in node.below)}" ;;\n'
        for place, part in enumerate(node.arguments):
            if values := _values(part):
                yield f"            {_key(node, '') + '*' if part.many else _key(node, str(place))}) {values} ;;\n"
    yield "        esac\n    fi\n"


def _values(part: Parameter) -> str:
    """The assignments that name the values of an option or argument; empty if anything may be given."""
    values = part.values
    if values is None:
        return ""
    return " ".join(
        _set(
            ("words", " ".join(values.words)),
            ("listed", values.listed),
            ("place", values.place),
            ("several", "yes" if values.several else ""),
        )
    )


def _set(*pairs: tuple[str, str]) -> Iterable[str]:
    return (f'{name}="{value}"' for name, value in pairs if value)


def _key(node: CommandNode, word: str) -> str:
    return f'"{" ".join(node.words)} {word}"'
