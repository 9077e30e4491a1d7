# Completion of tripplan in fish. Made by `tripplan completion fish`.
function __tripplan_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in (_TRIPPLAN_COMPLETE=fish $words[1] $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':toml'
                __tripplan_files "$current" .toml
            case ':file'
                __tripplan_files "$current" ''
            case '*'
                printf '%s\n' $line
        end
    end
end

function __tripplan_files --argument-names current ending
    for path in $current*/ $current*$ending
        printf '%s\n' $path
    end
end

complete -c tripplan -f -a '(__tripplan_candidates)'
