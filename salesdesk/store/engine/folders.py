"""Where a live file may lie: not in a folder that something else copies behind the database's back."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from salesdesk.errors import CloudFolder

_SYNCHRONISED = frozenset(
    {
        # what the programs themselves call their folder, in small letters; one name is one component of a path
        *("dropbox", "onedrive", "google drive", "googledrive", "google drive file stream"),
        *("icloud", "icloud drive", "iclouddrive", "mobile documents", "com~apple~clouddocs", "cloudstorage"),
        *("nextcloud", "owncloud", "pcloud", "pcloud drive", "pclouddrive", "mega", "megasync", "mega sync"),
        *("synologydrive", "synology drive", "cloudstation", "box sync", "box drive", "seafile", "seadrive"),
        *("proton drive", "protondrive", "my files - proton drive", "kdrive", "tresorit", "tresorit drive"),
        *("yandex.disk", "yandexdisk", "яндекс.диск", "resilio sync", "resilio", "bittorrent sync", "btsync"),
        *(
            "spideroak hive",
            "sugarsync",
            "jottacloud",
            "koofr",
            "hidrive",
            "magentacloud",
            "icedrive",
            "filen",
        ),
        *(
            "syncthing",
            "sync.com",
            "egnyte",
            "internxt",
            "internxt drive",
            "nutstore",
            "坚果云",
            "amazon drive",
        ),
        # Google Drive's two roots, in the languages it speaks
        *("my drive", "meine ablage", "mon drive", "mi unidad", "il mio drive", "mijn drive", "mój dysk"),
        *(
            "meu drive",
            "o meu disco",
            "min enhet",
            "mit drev",
            "min disk",
            "oma drive",
            "můj disk",
            "môj disk",
        ),
        *("saját meghajtó", "contul meu drive", "moj disk", "mano diskas", "mans disks"),
        *("мой диск", "мій диск", "моят диск", "το drive μου", "drive'ım", "マイドライブ", "내 드라이브"),
        *("我的云端硬盘", "我的雲端硬碟", "ไดรฟ์ของฉัน", "drive của tôi", "drive saya", "האחסון שלי"),
        *("shared drives", "geteilte ablagen", "drive partagés", "drives partagés", "unidades compartidas"),
        *("drive condivisi", "gedeelde drives", "dyski współdzielone", "drives compartilhados"),
    }
)
_SYNCHRONISED_AS_WRITTEN = frozenset({"Box", "Sync"})
"""Words that a person uses as well; these programs write them with a capital."""
_ACCOUNTS = re.compile(
    r"(?:dropbox|google drive|box|kdrive|nextcloud|owncloud) \(.+\)"  # Dropbox (Firma)
    r"|onedrive - .+"  # OneDrive - Contoso GmbH
    r"|(?:googledrive|onedrive|protondrive)-\S+@\S+",  # GoogleDrive-anna@firma.de, on a Mac
    re.DOTALL,
)
_MARKED_BY = (
    ".stfolder",  # Syncthing
    ".dropbox.cache",
    ".sync/ID",  # Resilio Sync
    ".SynologyWorkingDirectory",
    ".megaignore",
    ".seafile-data",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".tmp.drivedownload",  # Google Drive
    ".tmp.driveupload",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",  # OneDrive
)
"""What a program leaves in the folder it synchronises, whatever that is called."""
_NAMED_BY = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Variables in which a program says where its folder is."""
_NETWORK = frozenset(
    {
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "afpfs",
            "webdav",
            "davfs",
            "9p",
            "afs",
            "ceph",
            "glusterfs",
        ),
        *(
            "ncpfs",
            "lustre",
            "beegfs",
            "vboxsf",
            "fuse.sshfs",
            "fuse.rclone",
            "fuse.davfs",
            "fuse.gvfsd-fuse",
        ),
        *("fuse.glusterfs", "fuse.s3fs", "fuse.gcsfuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver"),
        *("fuse.vmhgfs-fuse", "fuse.pcloud", "fuse.kdrive", "fuse.megafs"),
    }
)


def refuse_synchronised(path: Path) -> None:
    """Refuse a live file in a synchronised or network folder. Raises ``CloudFolder``."""
    resolved = path.resolve()
    if synchronised_part(resolved.parent, os.environ) is not None:
        raise CloudFolder("opening.synchronised", file=path.name, folder=str(resolved.parent))
    if str(resolved).startswith("\\\\") or _mount_type(resolved) in _NETWORK:
        raise CloudFolder("opening.on_the_network", file=path.name, folder=str(resolved.parent))


def synchronised_part(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The folder at or above ``folder`` that a program synchronises, by its name, by what the program left in it, or
    by what ``environment`` says; None when there is none. Only whole names count: "boxing" is nobody's folder."""
    named = {_spelled(Path(place)) for name in _NAMED_BY if (place := environment.get(name))}
    for part in (folder, *folder.parents):
        if part.name and (_is_synchronised_name(part.name) or _spelled(part) in named or _is_marked(part)):
            return part
    return None


def _is_synchronised_name(name: str) -> bool:
    small = name.casefold()
    return (
        small in _SYNCHRONISED or name in _SYNCHRONISED_AS_WRITTEN or _ACCOUNTS.fullmatch(small) is not None
    )


def _is_marked(folder: Path) -> bool:
    # ~/.dropbox is a folder with the program's own settings; in the synchronised folder it is a file
    return any(os.path.lexists(folder / mark) for mark in _MARKED_BY) or os.path.isfile(folder / ".dropbox")


def _spelled(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _mount_type(path: Path) -> str:
    """The file system type a path lies on (Linux; elsewhere unknown, which is taken as local)."""
    if not sys.platform.startswith("linux"):
        return ""
    best, kind = "", ""
    try:
        for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split()
            if (
                len(fields) > 2
                and len(fields[1]) >= len(best)
                and str(path).startswith(fields[1].replace("\\040", " ").rstrip("/") + "/")
            ):
                best, kind = fields[1], fields[2]
    except OSError:
        return ""
    return kind
