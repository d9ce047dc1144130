"""``python -m uploader_gui`` is the program ``uploader-gui``."""

from uploader_gui.cli import main

if __name__ == "__main__":
    main()
