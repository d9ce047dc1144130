"""What the engine says, as values: which sentence it is and what stands in it. Words are made where they are shown."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

Argument = str | int | float


class MessageCode(StrEnum):
    """A sentence that the engine says, of a failure or of what a job does. ``ENGLISH`` has its words.

    VERBATIM is any text that has no code of its own. Members are stored: none is renamed or used for another sentence.
    """

    VERBATIM = "VERBATIM"
    WAITING_TO_START = "WAITING_TO_START"
    WAITING_FOR_ANSWER = "WAITING_FOR_ANSWER"
    WAITING_FOR_SECRET = "WAITING_FOR_SECRET"  # noqa: S105 - a name
    PAUSED = "PAUSED"
    PROGRAM_CLOSED = "PROGRAM_CLOSED"
    PROGRAM_ENDED = "PROGRAM_ENDED"
    CHECKING_SOURCE = "CHECKING_SOURCE"
    CHECKING_PARTS = "CHECKING_PARTS"
    VERIFYING = "VERIFYING"
    COPYING = "COPYING"
    FINALIZING = "FINALIZING"
    SENDING_PART = "SENDING_PART"
    PARTS_DONE = "PARTS_DONE"
    NOTHING_MOVES = "NOTHING_MOVES"
    WAITING_FOR_NETWORK = "WAITING_FOR_NETWORK"
    RETRY = "RETRY"
    GOES_ON_BY_ITSELF = "GOES_ON_BY_ITSELF"
    EXPIRES_TOO_SOON = "EXPIRES_TOO_SOON"
    LISTING_DENIED = "LISTING_DENIED"
    UPLOAD_FORGOTTEN = "UPLOAD_FORGOTTEN"
    PART_KEPT_DAMAGED = "PART_KEPT_DAMAGED"
    ALREADY_THERE = "ALREADY_THERE"
    UPLOADED_CHECKSUM = "UPLOADED_CHECKSUM"
    UPLOADED_ETAG = "UPLOADED_ETAG"
    UPLOADED_UNVERIFIED = "UPLOADED_UNVERIFIED"
    UPLOADED_UNSEEN = "UPLOADED_UNSEEN"
    ADDED = "ADDED"
    BEGAN_TO_SEND = "BEGAN_TO_SEND"
    BEGAN_TO_SEND_AGAIN = "BEGAN_TO_SEND_AGAIN"
    RESUMED = "RESUMED"
    GOING_ON = "GOING_ON"
    FAILED = "FAILED"
    DETAIL = "DETAIL"
    STORE_SAYS = "STORE_SAYS"
    CLOCK_BEHIND = "CLOCK_BEHIND"
    CLOCK_AHEAD = "CLOCK_AHEAD"
    REGION_IS = "REGION_IS"
    ENDPOINT_IS = "ENDPOINT_IS"
    CORRECT_ADDRESS = "CORRECT_ADDRESS"
    JOB_NOT_FOUND = "JOB_NOT_FOUND"
    LIST_SHOWS_JOBS = "LIST_SHOWS_JOBS"
    JOB_NOT_PAUSABLE = "JOB_NOT_PAUSABLE"
    JOB_NOT_RESUMABLE = "JOB_NOT_RESUMABLE"
    JOB_NOT_RENAMABLE = "JOB_NOT_RENAMABLE"
    JOB_HAS_ENDED = "JOB_HAS_ENDED"
    ENGINE_BUSY = "ENGINE_BUSY"
    ENGINE_BUSY_PROCESS = "ENGINE_BUSY_PROCESS"
    SYSTEM_EXHAUSTED = "SYSTEM_EXHAUSTED"
    STOPPED = "STOPPED"
    INTERNAL = "INTERNAL"
    STORE_BUSY = "STORE_BUSY"
    STORE_ERROR = "STORE_ERROR"
    STORE_FULL = "STORE_FULL"
    PART_DAMAGED = "PART_DAMAGED"
    STORE_TIMEOUT = "STORE_TIMEOUT"
    WRONG_SECRET = "WRONG_SECRET"  # noqa: S105 - a name
    WRONG_ACCESS_KEY = "WRONG_ACCESS_KEY"
    CREDENTIALS_EXPIRED = "CREDENTIALS_EXPIRED"
    ACCESS_DENIED = "ACCESS_DENIED"
    CLOCK_WRONG = "CLOCK_WRONG"
    WRONG_REGION = "WRONG_REGION"
    CERTIFICATE_UNTRUSTED = "CERTIFICATE_UNTRUSTED"
    CERTIFICATE_SELF_SIGNED = "CERTIFICATE_SELF_SIGNED"
    CERTIFICATE_EXPIRED = "CERTIFICATE_EXPIRED"
    CERTIFICATE_NOT_YET_VALID = "CERTIFICATE_NOT_YET_VALID"
    CERTIFICATE_OTHER_HOST = "CERTIFICATE_OTHER_HOST"
    CERTIFICATE_UNFIT = "CERTIFICATE_UNFIT"
    TLS_TOO_OLD = "TLS_TOO_OLD"
    TLS_NOT_AGREED = "TLS_NOT_AGREED"
    CERTIFICATE_CHANGED = "CERTIFICATE_CHANGED"
    ENDPOINT_SPEAKS_HTTP = "ENDPOINT_SPEAKS_HTTP"
    ENDPOINT_SPEAKS_HTTPS = "ENDPOINT_SPEAKS_HTTPS"
    ENDPOINT_NOT_S3 = "ENDPOINT_NOT_S3"
    NETWORK_LOGIN = "NETWORK_LOGIN"
    ANSWER_UNREADABLE = "ANSWER_UNREADABLE"
    LISTING_ENDLESS = "LISTING_ENDLESS"
    WRONG_ENDPOINT = "WRONG_ENDPOINT"
    OBJECT_TOO_LARGE = "OBJECT_TOO_LARGE"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    NAME_NOT_ALLOWED = "NAME_NOT_ALLOWED"
    QUOTA_EXCEEDED = "QUOTA_EXCEEDED"
    NO_SUCH_BUCKET = "NO_SUCH_BUCKET"
    BAD_BUCKET_NAME = "BAD_BUCKET_NAME"
    NOT_SUPPORTED = "NOT_SUPPORTED"
    REQUEST_REFUSED = "REQUEST_REFUSED"
    UPLOAD_GONE = "UPLOAD_GONE"
    NO_SUCH_OBJECT = "NO_SUCH_OBJECT"
    OBJECT_EXISTS = "OBJECT_EXISTS"
    CANNOT_PROTECT = "CANNOT_PROTECT"
    PART_INVALID = "PART_INVALID"
    PROXY_DENIED = "PROXY_DENIED"
    GATEWAY_CANNOT_REACH = "GATEWAY_CANNOT_REACH"
    GATEWAY_GOT_NO_ANSWER = "GATEWAY_GOT_NO_ANSWER"
    HOST_NOT_FOUND = "HOST_NOT_FOUND"
    CONNECTION_REFUSED = "CONNECTION_REFUSED"
    STORE_OUT_OF_REACH = "STORE_OUT_OF_REACH"
    NO_ANSWER = "NO_ANSWER"
    ANSWER_TOO_SLOW = "ANSWER_TOO_SLOW"
    CONNECTION_BROKE = "CONNECTION_BROKE"
    PROXY_LOST = "PROXY_LOST"
    TOO_MANY_FILES = "TOO_MANY_FILES"
    STORED_WITHOUT_ETAG = "STORED_WITHOUT_ETAG"
    COMPLETION_UNANSWERED = "COMPLETION_UNANSWERED"
    DUPLICATE_KEY = "DUPLICATE_KEY"
    FILE_OVER_LIMIT = "FILE_OVER_LIMIT"
    OBJECT_OVER_LIMIT = "OBJECT_OVER_LIMIT"
    PART_OVER_LIMIT = "PART_OVER_LIMIT"
    NAME_MISSING = "NAME_MISSING"
    KEY_WITH_DOTS = "KEY_WITH_DOTS"
    KEY_WITH_NUL = "KEY_WITH_NUL"
    NAME_NOT_TEXT = "NAME_NOT_TEXT"
    PATH_NOT_TEXT = "PATH_NOT_TEXT"
    KEY_TOO_LONG = "KEY_TOO_LONG"
    KEY_BEING_BEGUN = "KEY_BEING_BEGUN"
    KEY_ON_ITS_WAY = "KEY_ON_ITS_WAY"
    KEY_TAKEN_BY_UPLOAD = "KEY_TAKEN_BY_UPLOAD"
    NAME_TAKEN = "NAME_TAKEN"
    OBJECT_LEFT_AS_IT_IS = "OBJECT_LEFT_AS_IT_IS"
    DIFFERENT_OBJECT = "DIFFERENT_OBJECT"
    OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
    PLAN_DAMAGED = "PLAN_DAMAGED"
    PARTS_DO_NOT_ADD_UP = "PARTS_DO_NOT_ADD_UP"
    PARTS_OF_OTHER_SIZE = "PARTS_OF_OTHER_SIZE"
    PART_STUCK = "PART_STUCK"
    UPLOAD_DISCARDED = "UPLOAD_DISCARDED"
    VERIFY_MISMATCH = "VERIFY_MISMATCH"
    SOURCE_CONTENT_CHANGED = "SOURCE_CONTENT_CHANGED"
    SOURCE_BEING_CHANGED = "SOURCE_BEING_CHANGED"
    SOURCE_CHANGED_WHILE_SENT = "SOURCE_CHANGED_WHILE_SENT"
    SOURCE_CHANGED_WHILE_COPIED = "SOURCE_CHANGED_WHILE_COPIED"
    SOURCE_NO_REGULAR_FILE = "SOURCE_NO_REGULAR_FILE"
    SOURCE_SIZE_UNTRUE = "SOURCE_SIZE_UNTRUE"
    SOURCE_SHORTER = "SOURCE_SHORTER"
    SOURCE_ENDED = "SOURCE_ENDED"
    SOURCE_GROWING = "SOURCE_GROWING"
    SOURCE_CHANGED = "SOURCE_CHANGED"
    PUT_BACK = "PUT_BACK"
    SOURCE_NO_PATH = "SOURCE_NO_PATH"
    SOURCE_MISSING = "SOURCE_MISSING"
    SOURCE_LINK_CIRCLE = "SOURCE_LINK_CIRCLE"
    SOURCE_IN_USE = "SOURCE_IN_USE"
    SOURCE_IN_CLOUD = "SOURCE_IN_CLOUD"
    SOURCE_FORBIDDEN = "SOURCE_FORBIDDEN"
    SOURCE_UNREADABLE = "SOURCE_UNREADABLE"
    FOLDER_EMPTY = "FOLDER_EMPTY"
    FOLDER_IN_CIRCLE = "FOLDER_IN_CIRCLE"
    FOLDER_LINKED = "FOLDER_LINKED"
    SYSTEM_FILE = "SYSTEM_FILE"
    LINK_BROKEN = "LINK_BROKEN"
    STAGING_NOT_PRIVATE = "STAGING_NOT_PRIVATE"
    STAGING_HAS_NO_ROOM = "STAGING_HAS_NO_ROOM"
    STAGING_FULL = "STAGING_FULL"
    STAGING_FAILED = "STAGING_FAILED"
    STATE_READING_ONLY = "STATE_READING_ONLY"
    STATE_NEWER = "STATE_NEWER"
    STATE_DISK_ERROR = "STATE_DISK_ERROR"
    STATE_LOCKED = "STATE_LOCKED"
    STATE_DAMAGED = "STATE_DAMAGED"
    STATE_FULL = "STATE_FULL"
    STATE_READ_ONLY = "STATE_READ_ONLY"
    STATE_CLOSED = "STATE_CLOSED"
    STATE_STARTS_EMPTY = "STATE_STARTS_EMPTY"
    STATE_RESTORED = "STATE_RESTORED"
    STATE_RESTORED_UNDATED = "STATE_RESTORED_UNDATED"
    KEYS_UNKNOWN = "KEYS_UNKNOWN"
    KEYS_UNKNOWN_UNATTENDED = "KEYS_UNKNOWN_UNATTENDED"
    SECRETS_IN_KEYRING = "SECRETS_IN_KEYRING"
    SECRETS_WITHOUT_KEYRING = "SECRETS_WITHOUT_KEYRING"
    SECRETS_KEYRING_BROKEN = "SECRETS_KEYRING_BROKEN"
    ADDRESS_UNFIT = "ADDRESS_UNFIT"
    ADDRESS_UNREADABLE = "ADDRESS_UNREADABLE"
    ADDRESS_WITHOUT_STORE = "ADDRESS_WITHOUT_STORE"
    ADDRESS_WITH_OTHER_PATH = "ADDRESS_WITH_OTHER_PATH"
    ENDPOINT_WITH_MORE = "ENDPOINT_WITH_MORE"
    HOST_NOT_ASCII = "HOST_NOT_ASCII"
    FINGERPRINT_UNFIT = "FINGERPRINT_UNFIT"
    TEXT_WITH_UNSEEN = "TEXT_WITH_UNSEEN"
    TEXT_NOT_ASCII = "TEXT_NOT_ASCII"
    PART_SIZE_UNFIT = "PART_SIZE_UNFIT"
    STATE_OF_ANOTHER_USER = "STATE_OF_ANOTHER_USER"
    STATE_OPEN_TO_OTHERS = "STATE_OPEN_TO_OTHERS"
    STATE_UNUSABLE = "STATE_UNUSABLE"
    FILE_OF_ANOTHER_USER = "FILE_OF_ANOTHER_USER"
    FILE_OPEN_TO_OTHERS = "FILE_OPEN_TO_OTHERS"
    FILE_IS_NONE = "FILE_IS_NONE"
    CONNECTION_UNUSABLE = "CONNECTION_UNUSABLE"
    PROXY_UNUSABLE = "PROXY_UNUSABLE"
    CA_FILE_UNUSABLE = "CA_FILE_UNUSABLE"
    PORT_UNUSABLE = "PORT_UNUSABLE"
    DEMO_NOT_STARTED = "DEMO_NOT_STARTED"
    DEMO_KEYS_UNREADABLE = "DEMO_KEYS_UNREADABLE"
    DEMO_RUNS_ALREADY = "DEMO_RUNS_ALREADY"
    DEMO_NOT_INSTALLED = "DEMO_NOT_INSTALLED"
    DEMO_WITHOUT_PORTS = "DEMO_WITHOUT_PORTS"
    FILE_MALFORMED = "FILE_MALFORMED"
    FILE_UNREADABLE = "FILE_UNREADABLE"
    IMPORT_WITH_PATH = "IMPORT_WITH_PATH"
    IMPORT_WITHOUT_KEYS = "IMPORT_WITHOUT_KEYS"
    NO_CONNECTION = "NO_CONNECTION"


ENGLISH: Final[dict[MessageCode, str]] = {
    MessageCode.VERBATIM: "{text}",
    MessageCode.WAITING_TO_START: "Waiting to start",
    MessageCode.WAITING_FOR_ANSWER: "Waiting for your answer about the interrupted uploads",
    MessageCode.WAITING_FOR_SECRET: "Waiting for the secret key of its connection",
    MessageCode.PAUSED: "Paused",
    MessageCode.PROGRAM_CLOSED: "Paused: the program was closed",
    MessageCode.PROGRAM_ENDED: "Interrupted: the program ended",
    MessageCode.CHECKING_SOURCE: "Checking that the file is unchanged...",
    MessageCode.CHECKING_PARTS: "Asking the store which parts it has...",
    MessageCode.VERIFYING: "Verifying the object...",
    MessageCode.COPYING: "Copying to the staging directory, {percent} %...",
    MessageCode.FINALIZING: "Finalizing on the store ({minutes}:{seconds:02d})...",
    MessageCode.SENDING_PART: "Uploading part {number}/{total}...",
    MessageCode.PARTS_DONE: "Uploading: {done} of {total} parts are done.",
    MessageCode.NOTHING_MOVES: "Nothing has moved for {seconds} s.",
    MessageCode.WAITING_FOR_NETWORK: "Waiting for the network:",
    MessageCode.RETRY: "Retry {number} in {seconds} s.",
    MessageCode.GOES_ON_BY_ITSELF: "It goes on by itself then.",
    MessageCode.EXPIRES_TOO_SOON: (
        "The store drops this unfinished upload in {hours:.1f} h, before it can end at this speed: raise "
        "stale_uploads_expiry on the server, or use a faster line."
    ),
    MessageCode.LISTING_DENIED: "The key may not list parts, so what was recorded here is trusted.",
    MessageCode.UPLOAD_FORGOTTEN: "The store discarded the unfinished upload, so everything is sent again.",
    MessageCode.PART_KEPT_DAMAGED: (
        "The store keeps a damaged part and does not replace it, so everything is sent again."
    ),
    MessageCode.ALREADY_THERE: "The same file is there already; nothing was sent.",
    MessageCode.UPLOADED_CHECKSUM: "Uploaded, checksum matches",
    MessageCode.UPLOADED_ETAG: "Uploaded, ETag matches",
    MessageCode.UPLOADED_UNVERIFIED: (
        "Uploaded, not verified: this store makes checksums and ETags in a way of its own"
    ),
    MessageCode.UPLOADED_UNSEEN: "Uploaded, not verified: the store took the object whole and does not show it yet",
    MessageCode.ADDED: "Added: {size:,} bytes in {parts:,} parts",
    MessageCode.BEGAN_TO_SEND: "Began to send at {percent:.1f} %",
    MessageCode.BEGAN_TO_SEND_AGAIN: "Began to send at {percent:.1f} %, run {run}",
    MessageCode.RESUMED: "Resumed",
    MessageCode.GOING_ON: "Going on: the store answers again",
    MessageCode.FAILED: "Failed:",
    MessageCode.DETAIL: "({text})",
    MessageCode.STORE_SAYS: "It says: {text}",
    MessageCode.CLOCK_BEHIND: "It is {minutes} minutes behind.",
    MessageCode.CLOCK_AHEAD: "It is {minutes} minutes ahead.",
    MessageCode.REGION_IS: "The region is {region}.",
    MessageCode.ENDPOINT_IS: "The endpoint is {endpoint}.",
    MessageCode.CORRECT_ADDRESS: (
        "Correct the address in the connection; if this computer is offline, Resume when it is online again."
    ),
    MessageCode.JOB_NOT_FOUND: "There is no job {job_id}.",
    MessageCode.LIST_SHOWS_JOBS: "`uploader-gui list` shows those there are.",
    MessageCode.JOB_NOT_PAUSABLE: "The job is {state} and can't be paused.",
    MessageCode.JOB_NOT_RESUMABLE: "The job is {state} and can't be resumed.",
    MessageCode.JOB_NOT_RENAMABLE: (
        "The key can be changed only before the upload has begun. Remove the job and add the file again."
    ),
    MessageCode.JOB_HAS_ENDED: "This upload has ended. It is recorded as soon as the list of uploads can be written.",
    MessageCode.ENGINE_BUSY: "Uploads are already being run by {holder}. Do this there, or end that program first.",
    MessageCode.ENGINE_BUSY_PROCESS: (
        "Uploads are already being run by {holder} (process {pid}). Do this there, or end that program first."
    ),
    MessageCode.SYSTEM_EXHAUSTED: (
        "The system gives this program no more memory or threads. Close other programs or raise its limits "
        "(`ulimit -v`, `ulimit -u`), then resume: parts that were sent are kept."
    ),
    MessageCode.STOPPED: "Stopped.",
    MessageCode.INTERNAL: "Something went wrong inside the program; its log file tells more. Resume tries again.",
    MessageCode.STORE_BUSY: "The store is busy and asked us to slow down.",
    MessageCode.STORE_ERROR: "The store had an error of its own.",
    MessageCode.STORE_FULL: "The store is out of space; it needs room before this can go on.",
    MessageCode.PART_DAMAGED: (
        "A part arrived damaged; it is sent again. If that goes on, check the network, its proxies and this "
        "computer's memory."
    ),
    MessageCode.STORE_TIMEOUT: "The store gave up waiting for data.",
    MessageCode.WRONG_SECRET: "Wrong secret key. Edit the connection, then Resume.",
    MessageCode.WRONG_ACCESS_KEY: "The store does not know this access key. Edit the connection, then Resume.",
    MessageCode.CREDENTIALS_EXPIRED: (
        "The keys have expired. Put new ones into the connection (temporary ones with their session token), "
        "then Resume."
    ),
    MessageCode.ACCESS_DENIED: "The store refused: this key has no right to do that. Ask for the right, then Resume.",
    MessageCode.CLOCK_WRONG: "This computer's clock differs from the store's. Set the clock, then Resume.",
    MessageCode.WRONG_REGION: "The store expects another region. Edit the connection, then Resume.",
    MessageCode.CERTIFICATE_UNTRUSTED: (
        "The store's certificate is signed by an authority that is not known here. Choose its CA file in the "
        "connection, then Resume."
    ),
    MessageCode.CERTIFICATE_SELF_SIGNED: (
        "The store's certificate is signed by nobody but itself. Test the connection to compare its "
        "fingerprint with its keeper's, then Resume."
    ),
    MessageCode.CERTIFICATE_EXPIRED: (
        "The store's certificate has expired. Its keeper has to renew it; if this computer's clock is ahead, "
        "set it. Then Resume."
    ),
    MessageCode.CERTIFICATE_NOT_YET_VALID: (
        "The store's certificate is not valid yet: this computer's clock is probably behind. Set it, then "
        "Resume."
    ),
    MessageCode.CERTIFICATE_OTHER_HOST: (
        "The store's certificate is made for another name than the address in the connection. Write the name "
        "that it is made for, then Resume."
    ),
    MessageCode.CERTIFICATE_UNFIT: (
        "The store's certificate can't be accepted. Its keeper has to make a sound one, then Resume."
    ),
    MessageCode.TLS_TOO_OLD: (
        "The store speaks only TLS 1.0 or 1.1, which are no longer safe. Its keeper has to switch on TLS 1.2 "
        "or newer, then Resume."
    ),
    MessageCode.TLS_NOT_AGREED: (
        "The store and this computer found no encryption that both accept. Its keeper has to look at the TLS "
        "settings, then Resume."
    ),
    MessageCode.CERTIFICATE_CHANGED: (
        "The store shows another certificate than the one you trusted. If its keeper says that it was "
        "renewed, test the connection and trust the new one, then Resume."
    ),
    MessageCode.ENDPOINT_SPEAKS_HTTP: (
        "The store does not speak https on this port. Write http:// in the connection, then Resume."
    ),
    MessageCode.ENDPOINT_SPEAKS_HTTPS: (
        "The store speaks https on this port. Write https:// in the connection, then Resume."
    ),
    MessageCode.ENDPOINT_NOT_S3: (
        "This address answers, but not as an S3 store: it may be the web console's port. Use the API's port."
    ),
    MessageCode.NETWORK_LOGIN: (
        "This network seems to ask for a login: something else answers in the store's place. Open a web page "
        "and log in, and the upload goes on by itself. If no login is asked for, test the connection."
    ),
    MessageCode.ANSWER_UNREADABLE: "The store's answer can't be read: it is damaged or has no end.",
    MessageCode.LISTING_ENDLESS: (
        "The store's listing does not come to an end: it repeats itself, or is larger than any that is read "
        "here. Ask the store's keeper, then Resume."
    ),
    MessageCode.WRONG_ENDPOINT: (
        "The store says that this bucket is reached at another endpoint or region. Edit the connection."
    ),
    MessageCode.OBJECT_TOO_LARGE: "The store takes no body or object of this size.",
    MessageCode.BODY_TOO_LARGE: (
        "A server before the store takes no request of this size. Raise its limit, or use smaller parts for a "
        "new upload."
    ),
    MessageCode.NAME_NOT_ALLOWED: "The store does not allow this object name. Rename the file or change the prefix.",
    MessageCode.QUOTA_EXCEEDED: "The bucket's quota is used up. Free space in it or raise the quota, then Resume.",
    MessageCode.NO_SUCH_BUCKET: "There is no such bucket. Create it, or correct its name in the connection.",
    MessageCode.BAD_BUCKET_NAME: "The store does not allow this bucket name. Correct it in the connection.",
    MessageCode.NOT_SUPPORTED: "The store does not offer what is needed here.",
    MessageCode.REQUEST_REFUSED: "The store refused the request.",
    MessageCode.UPLOAD_GONE: "The store no longer has this unfinished upload.",
    MessageCode.NO_SUCH_OBJECT: "There is no such object.",
    MessageCode.OBJECT_EXISTS: "An object with this name is there already.",
    MessageCode.CANNOT_PROTECT: (
        "This store does not protect an object that may have this name already, and the key may not look. Ask "
        "for the right to look (s3:GetObject), or remove this job and add the file again with overwrite."
    ),
    MessageCode.PART_INVALID: "The store does not accept the list of parts.",
    MessageCode.PROXY_DENIED: "The proxy wants a name and password. Put them into the proxy's address.",
    MessageCode.GATEWAY_CANNOT_REACH: "The server before the store can't reach it.",
    MessageCode.GATEWAY_GOT_NO_ANSWER: "The server before the store got no answer from it.",
    MessageCode.HOST_NOT_FOUND: "The store's host name can't be found.",
    MessageCode.CONNECTION_REFUSED: "The store's computer refuses the connection.",
    MessageCode.STORE_OUT_OF_REACH: "The network is down or the store out of reach.",
    MessageCode.NO_ANSWER: "The store does not answer.",
    MessageCode.ANSWER_TOO_SLOW: "The store's answer comes too slowly to be waited for.",
    MessageCode.CONNECTION_BROKE: "The connection to the store broke.",
    MessageCode.PROXY_LOST: "The proxy can't be reached.",
    MessageCode.TOO_MANY_FILES: (
        "This program has as many files and connections open as the system allows (`ulimit -n`). Close other "
        "programs, or raise the limit."
    ),
    MessageCode.STORED_WITHOUT_ETAG: (
        "The store took the data without naming it (no ETag), so it may not have kept it."
    ),
    MessageCode.COMPLETION_UNANSWERED: "The store did not say whether it finished the object.",
    MessageCode.DUPLICATE_KEY: (
        "{count} of the files would be stored as '{key}'. Rename them, or give them different prefixes."
    ),
    MessageCode.FILE_OVER_LIMIT: (
        "The file has {size} bytes, the limit set here is {limit} (UPLOAD_MAX_SIZE). Raise it, or split the "
        "file."
    ),
    MessageCode.OBJECT_OVER_LIMIT: (
        "The file is larger than an object may be here ({size} bytes, the limit is {limit}). Split it, or "
        "raise the limit in the connection if the store takes more."
    ),
    MessageCode.PART_OVER_LIMIT: "The file would need parts over {limit} bytes. Split it.",
    MessageCode.NAME_MISSING: "The file has no name to be stored under.",
    MessageCode.KEY_WITH_DOTS: "'{key}' holds a '.' or '..' segment, which no store keeps. Change the prefix.",
    MessageCode.KEY_WITH_NUL: "The key holds a NUL, which no store keeps. Change the prefix.",
    MessageCode.NAME_NOT_TEXT: "The file's name is not valid text (UTF-8). Rename it.",
    MessageCode.PATH_NOT_TEXT: (
        "The path to the file is not valid text (UTF-8). Rename the file, or the folder that it is in."
    ),
    MessageCode.KEY_TOO_LONG: "The key would have {length} bytes; S3 takes {limit}. Shorten the name or the prefix.",
    MessageCode.KEY_BEING_BEGUN: "A new upload to '{key}' is just being begun; the old one is dropped later.",
    MessageCode.KEY_ON_ITS_WAY: "'{path}' is already on its way to '{key}'. Finish or remove that job first.",
    MessageCode.KEY_TAKEN_BY_UPLOAD: "Another upload already goes to '{key}'.",
    MessageCode.NAME_TAKEN: "An object named '{key}' is there already. Choose another name.",
    MessageCode.OBJECT_LEFT_AS_IT_IS: (
        "An object named '{key}' is there already and was left as it is. Choose skip, rename or overwrite."
    ),
    MessageCode.DIFFERENT_OBJECT: (
        "A different file is there under the name '{key}'; it was left as it is and nothing was sent."
    ),
    MessageCode.OUTCOME_UNKNOWN: (
        "The store did not say whether the upload was finished, and this key may not look. Check the object "
        "on the store; Resume tries again."
    ),
    MessageCode.PLAN_DAMAGED: "The record of this job's parts is damaged. Restart the upload.",
    MessageCode.PARTS_DO_NOT_ADD_UP: "The parts don't add up to the file. Restart the upload.",
    MessageCode.PARTS_OF_OTHER_SIZE: "The store lists parts with another size; they are sent again.",
    MessageCode.PART_STUCK: (
        "The store keeps a damaged part and does not take it again. Resume sends the whole file anew."
    ),
    MessageCode.UPLOAD_DISCARDED: (
        "The store discarded the unfinished upload a second time. Its limit for unfinished uploads may be too "
        "short for this line. Resume sends everything once more."
    ),
    MessageCode.VERIFY_MISMATCH: (
        "The store's object does not match the file ({what} differs). Resume sends the whole file again."
    ),
    MessageCode.SOURCE_CONTENT_CHANGED: (
        "The content of {path} changed after parts of it had been sent; they are kept. Put the old file back "
        "and resume, or restart the upload with the file as it is now."
    ),
    MessageCode.SOURCE_BEING_CHANGED: "{path} is being changed right now. Resume when it is at rest.",
    MessageCode.SOURCE_CHANGED_WHILE_SENT: (
        "{path} is still being written: its content changed while it was being sent. Wait until it is "
        "finished, then Resume."
    ),
    MessageCode.SOURCE_CHANGED_WHILE_COPIED: (
        "{path} was changed while it was being copied. Try again when nobody writes to it."
    ),
    MessageCode.SOURCE_NO_REGULAR_FILE: "{path} is no regular file, so it can't be uploaded.",
    MessageCode.SOURCE_SIZE_UNTRUE: (
        "{path} says that it has {size} bytes, and it has not: it is no ordinary file. Copy its content into "
        "one, then upload that."
    ),
    MessageCode.SOURCE_SHORTER: "{path} became shorter: it had {before} bytes and has {now}.",
    MessageCode.SOURCE_ENDED: "{path} ended at byte {offset}: it became shorter.",
    MessageCode.SOURCE_GROWING: (
        "{path} is still being written: it had {before} bytes and has {now}. Wait until it is finished, then "
        "upload it anew."
    ),
    MessageCode.SOURCE_CHANGED: "{path} changed: it had {before} bytes and has {now}.",
    MessageCode.PUT_BACK: "Put the same file back and Resume, or remove this upload and start it anew.",
    MessageCode.SOURCE_NO_PATH: "{path} is no path of a file.",
    MessageCode.SOURCE_MISSING: "{path} is not there. Put it back or connect its drive, then try again.",
    MessageCode.SOURCE_LINK_CIRCLE: "{path} is a link that leads in a circle.",
    MessageCode.SOURCE_IN_USE: "{path} is in use by another program. Close it there, then try again.",
    MessageCode.SOURCE_IN_CLOUD: (
        "{path} is kept in the cloud and could not be fetched. Download it first, then try again."
    ),
    MessageCode.SOURCE_FORBIDDEN: (
        "{path} can't be read: you have no right to. Change its permissions, then try again."
    ),
    MessageCode.SOURCE_UNREADABLE: "{path} can't be read ({reason}). Check the drive, then try again.",
    MessageCode.FOLDER_EMPTY: "There are no files in this folder.",
    MessageCode.FOLDER_IN_CIRCLE: "This folder leads back to one that it is in.",
    MessageCode.FOLDER_LINKED: "A link to a folder is not followed. Add the folder itself to upload it.",
    MessageCode.SYSTEM_FILE: "Left by the operating system; not taken.",
    MessageCode.LINK_BROKEN: "This link leads nowhere.",
    MessageCode.STAGING_NOT_PRIVATE: (
        "The staging directory {folder} is not yours alone: others could read or change a copy there. Choose "
        "another one in UPLOAD_TEMP_DIR, or upload without a copy."
    ),
    MessageCode.STAGING_HAS_NO_ROOM: (
        "The staging directory {folder} has no room for a copy: {needed_mib} MiB are needed, {free_mib} MiB "
        "are free. Make room, or upload without a copy."
    ),
    MessageCode.STAGING_FULL: "The staging directory {folder} is full. Make room, or upload without a copy.",
    MessageCode.STAGING_FAILED: (
        "The copy could not be written to the staging directory {folder} ({reason}). Choose another one, or "
        "upload without a copy."
    ),
    MessageCode.STATE_READING_ONLY: "This list of uploads is open for reading only.",
    MessageCode.STATE_NEWER: (
        "The list of uploads in {path} was written by a newer version of this program (schema {version}, this "
        "one knows {known}). Update the program; nothing was changed."
    ),
    MessageCode.STATE_DISK_ERROR: "The disk that holds {path} does not answer properly. Check it, then start again.",
    MessageCode.STATE_LOCKED: "Another program keeps {path} locked. Close it, then start again.",
    MessageCode.STATE_DAMAGED: (
        "The list of uploads in {path} is damaged. Start the program again: it restores the newest backup."
    ),
    MessageCode.STATE_FULL: (
        "The disk that holds the state directory {folder} is full. Make room, or choose another directory "
        "with UPLOADER_GUI_HOME."
    ),
    MessageCode.STATE_READ_ONLY: (
        "The state directory {folder} can't be written to. Give yourself the right to write there, or choose "
        "another directory with UPLOADER_GUI_HOME."
    ),
    MessageCode.STATE_CLOSED: "The list of uploads is closed already.",
    MessageCode.STATE_STARTS_EMPTY: (
        "The list of uploads was damaged and there is no backup of it yet: it starts empty. Files on this "
        "computer and on the store are untouched. The damaged file is kept as {path}."
    ),
    MessageCode.STATE_RESTORED: (
        "The list of uploads was damaged. It was restored as it was on {moment} UTC; uploads added since then "
        "must be added again. The damaged file is kept as {path}."
    ),
    MessageCode.STATE_RESTORED_UNDATED: (
        "The list of uploads was damaged. Its newest copy was put in its place; when that was made is not "
        "known, because the clock was wrong. Look whether uploads are missing, and add them again. The "
        "damaged file is kept as {path}."
    ),
    MessageCode.KEYS_UNKNOWN: "The keys for {endpoint} are not known. Enter them in the connection; then resume.",
    MessageCode.KEYS_UNKNOWN_UNATTENDED: (
        "No keys are known for {endpoint}. Set UPLOADER_GUI_ENDPOINT={endpoint} with UPLOADER_GUI_ACCESS_KEY "
        "and UPLOADER_GUI_SECRET_KEY, or save the connection in the window; then resume."
    ),
    MessageCode.SECRETS_IN_KEYRING: "Secret keys are kept in the system's keyring.",
    MessageCode.SECRETS_WITHOUT_KEYRING: (
        "Secret keys are kept until this program ends, because this system has no keyring that is running."
    ),
    MessageCode.SECRETS_KEYRING_BROKEN: (
        "Secret keys are kept until this program ends, because the system's keyring does not work ({reason})."
    ),
    MessageCode.ADDRESS_UNFIT: (
        "'{text}' is no address of a store. Write it like https://minio.example.com:9000."
    ),
    MessageCode.ADDRESS_UNREADABLE: "'{text}' is no address. Write it like https://minio.example.com:9000.",
    MessageCode.ADDRESS_WITHOUT_STORE: (
        "'{text}' names no store. Write it like https://minio.example.com:9000."
    ),
    MessageCode.ADDRESS_WITH_OTHER_PATH: (
        "The address has a path, '{path}', that is not of the bucket '{bucket}'. The endpoint is only "
        "scheme, host and port, like {endpoint}; a store below a path can't be used."
    ),
    MessageCode.ENDPOINT_WITH_MORE: (
        "The endpoint is only scheme, host and port, like {endpoint}. Bucket, prefix and keys have fields "
        "of their own."
    ),
    MessageCode.HOST_NOT_ASCII: (
        "'{host}' can't be looked up as it is written. Write the host in its ASCII form, which begins with "
        "xn--."
    ),
    MessageCode.FINGERPRINT_UNFIT: "'{text}' is no SHA-256 fingerprint: that has 64 hex digits.",
    MessageCode.TEXT_WITH_UNSEEN: (
        "{what} holds {character}, which can't be seen and does not belong there. Enter it again."
    ),
    MessageCode.TEXT_NOT_ASCII: (
        "{what} holds {character}; it has only letters, digits and signs of ASCII. Enter it again."
    ),
    MessageCode.PART_SIZE_UNFIT: (
        "A part size of {size} bytes can't be used: S3 takes parts from {smallest} bytes ({smallest_mib:g} "
        "MiB) to {largest} bytes ({largest_gib:g} GiB)."
    ),
    MessageCode.STATE_OF_ANOTHER_USER: (
        "The state directory {folder} belongs to another user ({owner}), who could take over what you "
        "upload. Name another one in UPLOADER_GUI_HOME: one that does not exist yet is made for you alone."
    ),
    MessageCode.STATE_OPEN_TO_OTHERS: (
        "Others may write to the state directory {folder}, and could take over what you upload. If all that "
        "is in it is yours, run `chmod go-w '{folder}'`; or name another one in UPLOADER_GUI_HOME: one that "
        "does not exist yet is made for you alone."
    ),
    MessageCode.STATE_UNUSABLE: (
        "The state directory {folder} can't be used: {reason}. Make it a directory that you can write to, "
        "with free space, or name another in UPLOADER_GUI_HOME."
    ),
    MessageCode.FILE_OF_ANOTHER_USER: (
        "{path} belongs to another user ({owner}), so it can't be trusted. Move it away, or make it yours "
        "if you know what is in it."
    ),
    MessageCode.FILE_OPEN_TO_OTHERS: (
        "Others may write to {path}, so it can't be trusted. If its content is yours, run `chmod go-rwx "
        "'{path}'`; otherwise move it away."
    ),
    MessageCode.FILE_IS_NONE: "{path} is not a file. Move it away.",
    MessageCode.CONNECTION_UNUSABLE: "The connection can't be used: {reason}.",
    MessageCode.PROXY_UNUSABLE: (
        "The proxy {address} can't be used: only http:// and https:// proxies are spoken. Change it in the "
        "system's settings (or in HTTPS_PROXY, HTTP_PROXY), or except the store in NO_PROXY."
    ),
    MessageCode.CA_FILE_UNUSABLE: "The CA file {path} can't be used ({reason}). Choose a PEM file.",
    MessageCode.PORT_UNUSABLE: (
        "Can't listen on {host}, port {port}: {reason}. Choose another --port, or end the program that uses "
        "it."
    ),
    MessageCode.DEMO_NOT_STARTED: "The demo store did not start. What it said stands in {path}.",
    MessageCode.DEMO_KEYS_UNREADABLE: (
        "The demo store's keys can't be read from {path} ({reason}). Delete the directory {folder} to begin "
        "with an empty demo store."
    ),
    MessageCode.DEMO_RUNS_ALREADY: (
        "Another program (process {pid}) already runs the demo store in {folder}. End that program first."
    ),
    MessageCode.DEMO_NOT_INSTALLED: (
        "The demo store is not installed. Install it with: pip install 'uploader-gui[demo]'"
    ),
    MessageCode.DEMO_WITHOUT_PORTS: "No free ports on this machine for the demo store.",
    MessageCode.FILE_MALFORMED: "{path} can't be read: {reason}.",
    MessageCode.FILE_UNREADABLE: "{path} can't be read ({reason}).",
    MessageCode.IMPORT_WITH_PATH: "Its address has a path, '{path}': a store below a path can't be used.",
    MessageCode.IMPORT_WITHOUT_KEYS: (
        "It has no keys of its own (a sign-on or a role). Make a pair of keys for uploads."
    ),
    MessageCode.NO_CONNECTION: (
        "No connection is configured. Set UPLOADER_GUI_ENDPOINT, UPLOADER_GUI_ACCESS_KEY, "
        "UPLOADER_GUI_SECRET_KEY and UPLOADER_GUI_BUCKET, or save a connection in the window."
    ),
}
"""The English words of every sentence, with places for its arguments by name."""

SAYS_THAT_PARTS_ARE_KEPT: Final = frozenset(
    {MessageCode.SYSTEM_EXHAUSTED, MessageCode.SOURCE_CONTENT_CHANGED}
)
"""Sentences after which that need not be said of a failed job."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its arguments by name: paths, names, numbers and a store's own words, all unformatted."""

    code: MessageCode
    arguments: tuple[tuple[str, Argument], ...] = ()

    def with_texts(self, change: Callable[[str], str]) -> "Message":
        """The same sentence with each of its texts changed."""
        arguments = (
            (name, change(value) if isinstance(value, str) else value) for name, value in self.arguments
        )
        return Message(self.code, tuple(arguments))


Messages = tuple[Message, ...]
"""Sentences that are said one after the other."""


def message(code: MessageCode, **arguments: Argument) -> Message:
    """The sentence with these arguments, which are those that its English words have places for."""
    return Message(code, tuple(arguments.items()))


def messages_of(what: "Messages | Message | str") -> Messages:
    """Sentences from whatever they were given as; text that has no code is taken as it is."""
    if isinstance(what, str):
        return (message(MessageCode.VERBATIM, text=what),) if what else ()
    return (what,) if isinstance(what, Message) else what


@lru_cache(maxsize=256)
def english(messages: Messages) -> str:
    """The sentences in English. Raises KeyError where an argument is missing."""
    return " ".join(ENGLISH[one.code].format_map(dict(one.arguments)) for one in messages)


def to_json(messages: Messages) -> str:
    """The sentences as a JSON text, to be kept."""
    return json.dumps([[one.code.value, dict(one.arguments)] for one in messages])


@lru_cache(maxsize=256)
def from_json(text: str) -> Messages:
    """The sentences in a text made by ``to_json``; any other text is taken as it is."""
    try:
        found = tuple(message(MessageCode(code), **arguments) for code, arguments in json.loads(text))
        english(found)
    except (ValueError, TypeError, KeyError):
        return messages_of(text)
    return found
