#!/bin/sh
# Installs Uploader for you alone, without root: the program into ~/.local/lib, a link into ~/.local/bin, and its menu
# entry, icons, manual pages and completions where desktops and shells look for those of one user.
# Run it from the unpacked folder. A newer one replaces an older one; ~/.local/lib/uploader-gui/uninstall.sh removes it.
set -eu

here=$(cd -- "$(dirname -- "$0")" && pwd)
program=$HOME/.local/lib/uploader-gui
link=$HOME/.local/bin/uploader-gui
data=${XDG_DATA_HOME:-$HOME/.local/share}

case $HOME in
/*) ;;
*)
    echo "error: HOME is no whole path: '$HOME'" >&2
    exit 1
    ;;
esac
case $link in
*[\"\`\$\\%]*) # what a menu's entry gives a meaning of its own
    echo "error: menus can't start a program whose path has one of \" \` \$ \\ % in it: $link" >&2
    exit 1
    ;;
esac
if [ ! -x "$here/uploader-gui" ] || [ "$here" = "$program" ]; then
    echo "error: run this from the folder that was unpacked from the tar.gz" >&2
    exit 1
fi
if [ -e "$link" ] && [ "$(readlink -f -- "$link")" != "$(readlink -f -- "$program/uploader-gui")" ]; then
    echo "error: $link is another program. Remove it first, then run this again." >&2
    exit 1
fi

# The whole new program is there before the old one goes.
mkdir -p -- "$HOME/.local/lib"
rm -rf -- "$program.new"
cp -Rp -- "$here" "$program.new"
# What is put elsewhere is written down first, so that it can be removed again, and by the next one too.
(cd -- "$program.new/share" && find . -type f) | while IFS= read -r file; do
    printf '%s\n' "$data/${file#./}"
done >"$program.new/installed.txt"
if [ -x "$program/uninstall.sh" ]; then
    "$program/uninstall.sh" --quiet
fi
mkdir -p -- "$HOME/.local/lib" "$HOME/.local/bin" "$data"
mv -- "$program.new" "$program"
ln -sf -- "$program/uploader-gui" "$link"

(cd -- "$program/share" && find . -type f) | while IFS= read -r file; do
    mkdir -p -- "$(dirname -- "$data/$file")"
    cp -p -- "$program/share/$file" "$data/$file"
done
# Desktops may not have ~/.local/bin among the places where they look for programs.
whole=$(printf '%s' "$link" | sed 's/[&|]/\\&/g') # as sed takes it
for entry in "$data/applications/uploader-gui.desktop" "$data/kio/servicemenus/uploader-gui.desktop" \
    "$data/Thunar/sendto/uploader-gui.desktop" "$data/nemo/actions/uploader-gui.nemo_action"; do
    sed "s|^Exec=uploader-gui|Exec=\"$whole\"|; s|^TryExec=uploader-gui|TryExec=$whole|; s|^Dependencies=uploader-gui|Dependencies=$whole|" \
        "$entry" >"$entry.new"
    cat -- "$entry.new" >"$entry" && rm -- "$entry.new"
done

echo "Uploader is installed: it is in the menu, and it is $link"
case ":$PATH:" in
*":$HOME/.local/bin:"*) ;;
*) echo "To call it by its name, log in again, or add ~/.local/bin to PATH." ;;
esac
case ${SHELL:-} in
*/zsh) echo "For completions put this above compinit in ~/.zshrc: fpath=($data/zsh/vendor-completions \$fpath)" ;;
esac
