<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All uploads</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>Adding one file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding {0} files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through what was added…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file found…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} files found…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} file added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} files added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} are there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Codes</name>
    <message>
        <source>ACCESS_DENIED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BAD_BUCKET_NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BAD_KEY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BAD_REQUEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BODY_TOO_LARGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CERTIFICATE_UNTRUSTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOCK_WRONG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CREDENTIALS_EXPIRED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CREDENTIALS_MISSING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DEMO_STORE_FAILED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DEMO_STORE_MISSING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DESTINATION_BUSY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DIFFERENT_OBJECT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DUPLICATE_KEY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ENDPOINT_NOT_S3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ENDPOINT_SPEAKS_HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ENDPOINT_SPEAKS_HTTPS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ENGINE_BUSY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FILE_TOO_LARGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FOLDER_EMPTY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FOLDER_LINKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOST_NOT_FOUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JOB_NOT_FOUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JOB_NOT_PAUSABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JOB_NOT_RESUMABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LINK_BROKEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME_NOT_ALLOWED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NETWORK_LOST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT_SUPPORTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO_SUCH_BUCKET</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO_SUCH_OBJECT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OBJECT_EXISTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OUTCOME_UNKNOWN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PART_DAMAGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PART_INVALID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLAN_DAMAGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROXY_DENIED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROXY_LOST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QUOTA_EXCEEDED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REQUEST_REFUSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SKIPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_CHANGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_GROWING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_IN_USE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_MISSING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_NOT_A_FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_TRUNCATED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOURCE_UNREADABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STAGING_FAILED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STAGING_FULL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_CLOSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_DAMAGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_DISK_ERROR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_FULL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_LOCKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_NEWER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE_READ_ONLY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STORE_BUSY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STORE_ERROR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STORE_FULL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STORE_TIMEOUT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STORE_UNAVAILABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STORE_UNREACHABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SYSTEM_FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPLOAD_DISCARDED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPLOAD_GONE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VERIFY_MISMATCH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WRONG_ACCESS_KEY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WRONG_ENDPOINT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WRONG_REGION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WRONG_SECRET</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictSheet</name>
    <message>
        <source>Already in the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An object with this name is already there. What shall become of it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} objects with these names are already there. What shall become of them?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip: leave what is there, and check that it is the same file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep both: upload under a new name, like “clip (2).mp4”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace: the object that is there is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Connecting</name>
    <message>
        <source>There is no demo store in this installation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the demo store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret key for {0} could not be kept on this system. Enter it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As you want to call it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optional, like 2026/raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optional, for a certificate of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bucket is one name without “/”. What follows belongs in the prefix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept; enter another to replace it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CA file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works: files can be uploaded to {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DestinationButton</name>
    <message>
        <source>Where new files go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dropped</name>
    <message>
        <source>Some of this is not on this machine. Save it first, then drop the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a web link, not a file. Save it to disk first, then drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is text, not a file. Only files and folders can be uploaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only files and folders can be uploaded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it with a demo store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They go to {0}. You can close the window or lose the network at any time; it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload big files to your own store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to MinIO or any other S3 store; then drop files or folders here. A line that drops, a closed window or a crash costs nothing: each upload goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Waiting to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: the program was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted: the program ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking that the file is unchanged...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the store which parts it has...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying the object...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying to the staging directory, {0} %...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finalizing on the store ({0})...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading part {0}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has moved for {0} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key may not list parts, so what was recorded here is trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store discarded the unfinished upload, so everything is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same file is there already; nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploaded, checksum matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploaded, ETag matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploaded, not verified: this store makes checksums and ETags in a way of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store drops this unfinished upload in {0} h, before it can end at this speed: raise stale_uploads_expiry on the server, or use a faster line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the network. Retry {0} in {1} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store can&apos;t take it right now. Retry {0} in {1} s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destination</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No upload fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Uploader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the window: {0}. Uploads go on; the log file has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only uploads whose name or key holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can&apos;t be uploaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a store first, then drop the files again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload “{1}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload {0} items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whether to continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave them paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep both, under a new name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts at once, of all files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For files added from now on; large files get larger parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the object exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reopening</name>
    <message>
        <source>One upload was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} uploads were interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Connect to a store first; then add the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files or folders anywhere in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each file is sent in parts. A part that the store has confirmed is never sent again: pause, close the window, lose the network or the power, and the upload goes on from the last finished part.

Space pauses and resumes, Delete removes from the list (your own files are never touched), Ctrl+C copies the link of a finished upload, Ctrl+F filters.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SkippedList</name>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file was not added:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} files were not added:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateList</name>
    <message>
        <source>Show uploads by state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TotalsBar</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts: {0} of {1} busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} uploading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being uploaded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>The file has changed since its upload began. Begin anew?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} files have changed since their upload began. Begin anew?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of the old file are deleted from the store, and the file is uploaded as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this upload?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {0} uploads?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} that were already sent are deleted from the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it has been sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own files, and objects that are finished, stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{0} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HH:mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checksum matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ETag matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploaded, {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (The parts are kept.)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
