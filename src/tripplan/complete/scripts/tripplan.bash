# Completion of tripplan in bash. Made by `tripplan completion bash`.
_tripplan() {
    local line current="${COMP_WORDS[COMP_CWORD]}"
    [ "$current" = "=" ] && current="" # bash takes --option=value apart
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :toml) _tripplan_files -f -X '!*.toml' -- "$current"; _tripplan_files -d -- "$current" ;;
            :file) _tripplan_files -f -- "$current" ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(_TRIPPLAN_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}

_tripplan_files() {
    local name
    compopt -o filenames 2>/dev/null # readline quotes what it completes, and knows folders
    while IFS= read -r name; do
        COMPREPLY+=("$name")
    done < <(compgen "$@" 2>/dev/null)
}

complete -F _tripplan tripplan
