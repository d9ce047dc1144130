"""What the bundle's executable runs: the program ``uploader-gui``, arguments and all."""

import os
import sys

from uploader_gui.cli import main

# The bundle's own libraries are for this process; the desktop's programs that it starts have to find the system's.
outside = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if outside is not None:
    os.environ["LD_LIBRARY_PATH"] = outside

if sys.platform == "linux":  # Qt finds its own plugins without; the desktop's would take ours for theirs
    os.environ.pop("QT_PLUGIN_PATH", None)
    os.environ.pop("QML2_IMPORT_PATH", None)

main()
