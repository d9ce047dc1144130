#!/bin/sh
# Removes what install.sh installed for you. What was uploaded, settings and the list of uploads are yours and stay.
set -eu

program=$HOME/.local/lib/uploader-gui
link=$HOME/.local/bin/uploader-gui
installed=$program/installed.txt

if [ ! -f "$installed" ]; then
    echo "error: Uploader is not installed for you: there is no $installed" >&2
    exit 1
fi
# Folders that nobody else uses go too, up to the home folder; one that is not empty is somebody else's, and stays.
remove_empty() {
    folder=$1
    while [ "$folder" != "$HOME" ] && rmdir -- "$folder" 2>/dev/null; do
        folder=$(dirname -- "$folder")
    done
}
while IFS= read -r file; do
    place=$(dirname -- "$file")
    rm -f -- "$file" "$place/__pycache__/$(basename -- "$file" .py)".*.pyc # which Files makes of what it reads
    remove_empty "$place/__pycache__"
    remove_empty "$place"
done <"$installed"
if [ "$(readlink -f -- "$link")" = "$(readlink -f -- "$program/uploader-gui")" ]; then
    rm -f -- "$link"
fi
rm -rf -- "$program"
remove_empty "$HOME/.local/lib"
remove_empty "$HOME/.local/bin"
if [ "${1:-}" != --quiet ]; then
    echo "Uploader is removed. Its settings and its list of uploads stay in ${XDG_DATA_HOME:-$HOME/.local/share}/uploader-gui"
fi
