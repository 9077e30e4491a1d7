#compdef tripplan
# Completion of tripplan in zsh. Made by `tripplan completion zsh`.
_tripplan() {
    local line
    local -a found
    while IFS= read -r line; do
        case $line in
            :toml) _files -g '*.toml' ;;
            :file) _files ;;
            *) found+=("$line") ;;
        esac
    done < <(_TRIPPLAN_COMPLETE=zsh "${(Q)words[1]}" "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( $#found )) && compadd -- "${found[@]}"
}

if [[ $funcstack[1] == _tripplan ]]; then
    _tripplan "$@"
else
    compdef _tripplan tripplan
fi
