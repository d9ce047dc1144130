<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Rename the key</source>
        <translation>重命名对象键</translation>
    </message>
    <message>
        <source>Restart with the file as it is now</source>
        <translation>按文件现在的内容重新开始</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Resume failed</source>
        <translation>继续失败的</translation>
    </message>
    <message>
        <source>Clear completed</source>
        <translation>清除已完成的</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Edit connection</source>
        <translation>编辑连接</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>新建连接</translation>
    </message>
    <message>
        <source>All connections</source>
        <translation>所有连接</translation>
    </message>
    <message>
        <source>Choose bucket and folder</source>
        <translation>选择存储桶和文件夹</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>使用说明</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>复制对象键</translation>
    </message>
    <message>
        <source>All uploads</source>
        <translation>所有上传</translation>
    </message>
</context>
<context>
    <name>ApiPage</name>
    <message>
        <source>Take uploads from scripts over HTTP</source>
        <translation>通过 HTTP 接收脚本的上传</translation>
    </message>
    <message>
        <source>0 picks a free port.</source>
        <translation>0 表示自动选择空闲端口。</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>复制令牌</translation>
    </message>
    <message>
        <source>The calls that submit, show and resume need no token while only this computer can reach them; all others do. An address that other computers can reach needs UPLOADER_GUI_API_TOKEN to be set.</source>
        <translation>只有本机可以访问时，提交、查询和继续这三个调用不需要令牌，其他调用都需要。若其他计算机也能访问该地址，必须设置 UPLOADER_GUI_API_TOKEN。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Answers at {0}; try it out at {0}/docs</source>
        <translation>正在 {0} 应答；可在 {0}/docs 试用</translation>
    </message>
    <message>
        <source>Does not answer now</source>
        <translation>目前不应答</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Nothing since the program was started</source>
        <translation>程序启动以来没有收到任何上传</translation>
    </message>
    <message>
        <source>Uploads taken</source>
        <translation>收到的上传</translation>
    </message>
</context>
<context>
    <name>BrowserSheet</name>
    <message>
        <source>Choose where to upload</source>
        <translation>选择上传到哪里</translation>
    </message>
    <message>
        <source>Bucket and folder</source>
        <translation>存储桶和文件夹</translation>
    </message>
    <message>
        <source>bucket/folder</source>
        <translation>存储桶/文件夹</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上一级</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>One bucket</source>
        <translation>1 个存储桶</translation>
    </message>
    <message>
        <source>{0} buckets</source>
        <translation>{0} 个存储桶</translation>
    </message>
    <message>
        <source>One folder</source>
        <translation>1 个文件夹</translation>
    </message>
    <message>
        <source>{0} folders</source>
        <translation>{0} 个文件夹</translation>
    </message>
    <message>
        <source>one object</source>
        <translation>1 个对象</translation>
    </message>
    <message>
        <source>{0} objects</source>
        <translation>{0} 个对象</translation>
    </message>
    <message>
        <source>; there are more than were listed. Type the name of the folder.</source>
        <translation>；还有未列出的，请直接输入文件夹名称。</translation>
    </message>
    <message>
        <source>Upload here</source>
        <translation>上传到这里</translation>
    </message>
    <message>
        <source>New bucket</source>
        <translation>新建存储桶</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Name of a new bucket</source>
        <translation>新存储桶的名称</translation>
    </message>
    <message>
        <source>Name of a new folder</source>
        <translation>新文件夹的名称</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>正在询问存储…</translation>
    </message>
    <message>
        <source>These keys may not list this bucket. Uploads may work all the same: type the folder.</source>
        <translation>这些密钥无权列出此存储桶，但上传可能仍然可行：请输入文件夹。</translation>
    </message>
    <message>
        <source>These keys may not list the buckets. Type the name of yours.</source>
        <translation>这些密钥无权列出存储桶。请输入您的存储桶名称。</translation>
    </message>
</context>
<context>
    <name>Certificate</name>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>其自身</translation>
    </message>
    <message>
        <source>Issued to {0}, signed by {1}</source>
        <translation>颁发给 {0}，由 {1} 签名</translation>
    </message>
    <message>
        <source>Valid from {0} to {1}</source>
        <translation>有效期：{0} 至 {1}</translation>
    </message>
</context>
<context>
    <name>ClearedRows</name>
    <message>
        <source>Removed the finished row of {1}. The file stays in the store; uploader-gui list --recordings finds it.</source>
        <translation>已移除 {1} 的完成记录。文件仍在存储中，可用 uploader-gui list --recordings 查到。</translation>
    </message>
    <message>
        <source>Removed {0} finished rows. The files stay in the store; uploader-gui list --recordings finds them.</source>
        <translation>已移除 {0} 条完成记录。文件仍在存储中，可用 uploader-gui list --recordings 查到。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Codes</name>
    <message>
        <source>ACCESS_DENIED</source>
        <translation>存储拒绝：此密钥无权执行该操作。请申请权限，然后继续。</translation>
    </message>
    <message>
        <source>ANSWER_UNREADABLE</source>
        <translation>存储的应答在途中损坏。</translation>
    </message>
    <message>
        <source>BAD_BUCKET_NAME</source>
        <translation>存储不允许此存储桶名称。请在连接中更正。</translation>
    </message>
    <message>
        <source>BAD_KEY</source>
        <translation>此文件名或前缀不能用作对象键。请重命名文件或更改前缀。</translation>
    </message>
    <message>
        <source>BAD_REQUEST</source>
        <translation>无法使用：{0}</translation>
    </message>
    <message>
        <source>BODY_TOO_LARGE</source>
        <translation>存储前面的服务器不接受这么大的请求。请调高其限制，或为新的上传使用更小的分片。</translation>
    </message>
    <message>
        <source>CANNOT_PROTECT</source>
        <translation>该存储不会保护可能已有此名称的对象，而且此密钥无权查看。请申请查看权限（s3:GetObject），或移除此任务后选择“覆盖”重新添加文件。</translation>
    </message>
    <message>
        <source>CERTIFICATE_CHANGED</source>
        <translation>存储出示的证书与您信任的不同。请在连接中核对指纹，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_EXPIRED</source>
        <translation>存储的证书已过期。请存储管理员更新证书；如果是本机时钟走快了，请校准时钟，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_NOT_YET_VALID</source>
        <translation>存储的证书尚未生效：本机时钟可能走慢了。请校准时钟，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_OTHER_HOST</source>
        <translation>存储的证书是为另一个名称签发的，与连接中的地址不符。请填写证书所属的名称，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_SELF_SIGNED</source>
        <translation>存储的证书由其自身签名。请测试连接，与存储管理员核对指纹，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_UNFIT</source>
        <translation>无法接受存储的证书。请存储管理员制作有效的证书，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_UNTRUSTED</source>
        <translation>本机不信任存储的证书。请在连接中选择其 CA 文件或信任该证书，然后继续。</translation>
    </message>
    <message>
        <source>CLOCK_WRONG</source>
        <translation>本机时钟与存储的时钟不一致。请校正时钟，然后继续。</translation>
    </message>
    <message>
        <source>CREDENTIALS_EXPIRED</source>
        <translation>密钥已过期。请在连接中填入新的密钥（临时密钥须连同会话令牌），然后继续。</translation>
    </message>
    <message>
        <source>CREDENTIALS_MISSING</source>
        <translation>没有此位置的密钥。请在连接中输入密钥，然后继续。</translation>
    </message>
    <message>
        <source>DEMO_STORE_FAILED</source>
        <translation>演示存储未能启动：{0}</translation>
    </message>
    <message>
        <source>DEMO_STORE_MISSING</source>
        <translation>演示存储未安装。安装方法：pip install &apos;uploader-gui[demo]&apos;</translation>
    </message>
    <message>
        <source>DESTINATION_BUSY</source>
        <translation>另一个文件正在上传到该位置。请等待其完成，或更改前缀。</translation>
    </message>
    <message>
        <source>DIFFERENT_OBJECT</source>
        <translation>该位置已有一个不同的文件。请更改名称，或选择替换。</translation>
    </message>
    <message>
        <source>DUPLICATE_KEY</source>
        <translation>有两个文件会存为同一个对象键，因此都未添加。</translation>
    </message>
    <message>
        <source>ENDPOINT_NOT_S3</source>
        <translation>该地址有应答，但不是 S3 存储：可能是网页控制台的端口。请使用 API 端口。</translation>
    </message>
    <message>
        <source>ENDPOINT_SPEAKS_HTTP</source>
        <translation>存储在此端口不使用 https。请在连接中写 http://，然后继续。</translation>
    </message>
    <message>
        <source>ENDPOINT_SPEAKS_HTTPS</source>
        <translation>存储在此端口使用 https。请在连接中写 https://，然后继续。</translation>
    </message>
    <message>
        <source>ENGINE_BUSY</source>
        <translation>上传已由另一个程序运行。请在那里操作，或先结束该程序。（{0}）</translation>
    </message>
    <message>
        <source>FILE_TOO_LARGE</source>
        <translation>文件太大，存储或设置不允许。</translation>
    </message>
    <message>
        <source>FOLDER_EMPTY</source>
        <translation>文件夹是空的，没有可上传的内容。</translation>
    </message>
    <message>
        <source>FOLDER_LINKED</source>
        <translation>这是指向文件夹的链接，未进入查看。</translation>
    </message>
    <message>
        <source>HOST_NOT_FOUND</source>
        <translation>找不到存储的主机名。</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>出了问题：{0}</translation>
    </message>
    <message>
        <source>JOB_NOT_FOUND</source>
        <translation>没有这个上传任务。</translation>
    </message>
    <message>
        <source>JOB_NOT_PAUSABLE</source>
        <translation>处于当前状态的上传不能暂停。</translation>
    </message>
    <message>
        <source>JOB_NOT_RENAMABLE</source>
        <translation>只有尚未开始的上传才能改名。</translation>
    </message>
    <message>
        <source>JOB_NOT_RESUMABLE</source>
        <translation>处于当前状态的上传不能继续。</translation>
    </message>
    <message>
        <source>LINK_BROKEN</source>
        <translation>这是一个失效的链接。</translation>
    </message>
    <message>
        <source>LISTING_ENDLESS</source>
        <translation>存储的列表没有尽头：它在重复，或者超过了这里读取的上限。请联系存储管理员，然后继续。</translation>
    </message>
    <message>
        <source>NAME_NOT_ALLOWED</source>
        <translation>存储不允许此对象名称。请重命名文件或更改前缀。</translation>
    </message>
    <message>
        <source>NETWORK_LOGIN</source>
        <translation>此网络似乎要求登录：有别的设备代替存储作了应答。请打开任意网页并登录，上传会自动继续。如果并未要求登录，请测试连接。</translation>
    </message>
    <message>
        <source>NETWORK_LOST</source>
        <translation>网络中断或无法连接存储。</translation>
    </message>
    <message>
        <source>NOT_SUPPORTED</source>
        <translation>存储不提供所需的功能。</translation>
    </message>
    <message>
        <source>NO_SUCH_BUCKET</source>
        <translation>没有这个存储桶。请创建它，或在连接中更正名称。</translation>
    </message>
    <message>
        <source>NO_SUCH_OBJECT</source>
        <translation>没有这个对象。</translation>
    </message>
    <message>
        <source>OBJECT_EXISTS</source>
        <translation>已有同名对象。</translation>
    </message>
    <message>
        <source>OUTCOME_UNKNOWN</source>
        <translation>无法得知上传是否已完成，因此不会自行重发。请查看存储，然后继续或移除。</translation>
    </message>
    <message>
        <source>PART_DAMAGED</source>
        <translation>有分片在传输中损坏，将重新发送。</translation>
    </message>
    <message>
        <source>PART_INVALID</source>
        <translation>存储不接受分片列表。</translation>
    </message>
    <message>
        <source>PART_STUCK</source>
        <translation>存储保留了损坏的分片且不接受重发。继续将重新发送整个文件。</translation>
    </message>
    <message>
        <source>PLAN_DAMAGED</source>
        <translation>此任务的分片记录已损坏。请重新开始上传。</translation>
    </message>
    <message>
        <source>PROXY_DENIED</source>
        <translation>代理要求用户名和密码。请写入代理地址。</translation>
    </message>
    <message>
        <source>PROXY_LOST</source>
        <translation>无法连接代理。</translation>
    </message>
    <message>
        <source>QUOTA_EXCEEDED</source>
        <translation>存储桶的配额已用完。请腾出空间或提高配额，然后继续。</translation>
    </message>
    <message>
        <source>REQUEST_REFUSED</source>
        <translation>存储拒绝了请求：{0}</translation>
    </message>
    <message>
        <source>SKIPPED</source>
        <translation>相同的文件已在存储中。</translation>
    </message>
    <message>
        <source>SOURCE_CHANGED</source>
        <translation>文件在上传开始后发生了变化。请放回原来的文件并继续，或重新开始上传。</translation>
    </message>
    <message>
        <source>SOURCE_GROWING</source>
        <translation>文件正在被写入。请等写入结束后再继续。</translation>
    </message>
    <message>
        <source>SOURCE_IN_USE</source>
        <translation>文件正被另一个程序占用。请关闭它，然后继续。</translation>
    </message>
    <message>
        <source>SOURCE_MISSING</source>
        <translation>找不到文件。请放回文件或接回磁盘，然后继续。</translation>
    </message>
    <message>
        <source>SOURCE_NOT_A_FILE</source>
        <translation>这不是普通文件，无法上传。</translation>
    </message>
    <message>
        <source>SOURCE_TRUNCATED</source>
        <translation>文件变短了。请放回原来的文件并继续，或重新开始上传。</translation>
    </message>
    <message>
        <source>SOURCE_UNREADABLE</source>
        <translation>无法读取文件。请检查权限和磁盘，然后继续。</translation>
    </message>
    <message>
        <source>STAGING_FAILED</source>
        <translation>无法写入暂存目录。请另选一个，或不用副本直接上传。</translation>
    </message>
    <message>
        <source>STAGING_FULL</source>
        <translation>暂存目录所在的磁盘已满。请腾出空间，然后继续。</translation>
    </message>
    <message>
        <source>STATE_CLOSED</source>
        <translation>上传列表已关闭。</translation>
    </message>
    <message>
        <source>STATE_DAMAGED</source>
        <translation>上传列表已损坏。请重新启动本程序，它会恢复最新的备份。</translation>
    </message>
    <message>
        <source>STATE_DISK_ERROR</source>
        <translation>保存上传列表的磁盘出错：{0}</translation>
    </message>
    <message>
        <source>STATE_FULL</source>
        <translation>保存上传列表的磁盘已满。请腾出空间。</translation>
    </message>
    <message>
        <source>STATE_LOCKED</source>
        <translation>另一个程序锁定了上传列表。请关闭它，然后重新启动。</translation>
    </message>
    <message>
        <source>STATE_NEWER</source>
        <translation>上传列表由更新版本的程序写成。请使用该版本。</translation>
    </message>
    <message>
        <source>STATE_NOT_PRIVATE</source>
        <translation>他人可能写过程序的文件，因此不可信任：{0}</translation>
    </message>
    <message>
        <source>STATE_READ_ONLY</source>
        <translation>无法写入上传列表。请检查状态目录的权限。</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>STORE_BUSY</source>
        <translation>存储繁忙，要求放慢速度。</translation>
    </message>
    <message>
        <source>STORE_ERROR</source>
        <translation>存储自身出错。</translation>
    </message>
    <message>
        <source>STORE_FULL</source>
        <translation>存储空间已满，腾出空间后才能继续。</translation>
    </message>
    <message>
        <source>STORE_TIMEOUT</source>
        <translation>存储等待数据超时。</translation>
    </message>
    <message>
        <source>STORE_UNAVAILABLE</source>
        <translation>存储不可用：{0}</translation>
    </message>
    <message>
        <source>STORE_UNREACHABLE</source>
        <translation>存储前面的服务器无法连接存储。</translation>
    </message>
    <message>
        <source>SYSTEM_EXHAUSTED</source>
        <translation>系统不再给本程序更多内存或线程。请关闭其他程序或放宽限制（`ulimit -v`、`ulimit -u`），然后点“继续”：已发送的分片都保留着。</translation>
    </message>
    <message>
        <source>SYSTEM_FILE</source>
        <translation>这是系统文件，未添加。</translation>
    </message>
    <message>
        <source>TLS_NOT_AGREED</source>
        <translation>存储与本机没有双方都接受的加密方式。请存储管理员检查 TLS 设置，然后继续。</translation>
    </message>
    <message>
        <source>TLS_TOO_OLD</source>
        <translation>存储只支持已不再安全的 TLS 1.0 或 1.1。请存储管理员启用 TLS 1.2 或更高版本，然后继续。</translation>
    </message>
    <message>
        <source>TOO_MANY_FILES</source>
        <translation>系统允许同时打开的文件和连接已用完。稍后会自动重试。</translation>
    </message>
    <message>
        <source>UPLOAD_DISCARDED</source>
        <translation>存储再次丢弃了未完成的上传。若要重新发送全部内容，请点击继续。</translation>
    </message>
    <message>
        <source>UPLOAD_GONE</source>
        <translation>存储中已没有这个未完成的上传。</translation>
    </message>
    <message>
        <source>VERIFY_MISMATCH</source>
        <translation>存储中的对象与文件不一致。点击继续将重新上传。</translation>
    </message>
    <message>
        <source>WRONG_ACCESS_KEY</source>
        <translation>存储不认识此访问密钥。请编辑连接，然后继续。</translation>
    </message>
    <message>
        <source>WRONG_ENDPOINT</source>
        <translation>此存储桶位于另一个端点或区域。请编辑连接。</translation>
    </message>
    <message>
        <source>WRONG_REGION</source>
        <translation>存储要求另一个区域。请编辑连接，然后继续。</translation>
    </message>
    <message>
        <source>WRONG_SECRET</source>
        <translation>私有密钥错误。请编辑连接，然后继续。</translation>
    </message>
</context>
<context>
    <name>ColumnChooser</name>
    <message>
        <source>Order by the queue</source>
        <translation>按队列排序</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Connect to a store</source>
        <translation>连接存储</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>The bucket is one name without “/”. What follows belongs in the prefix.</source>
        <translation>存储桶是一个不含“/”的名称，其后的部分请填入前缀。</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>正在询问存储…</translation>
    </message>
    <message>
        <source>There is a connection named {0} already.</source>
        <translation>已有名为 {0} 的连接。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 文件</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>证书 (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ConnectionEditor</name>
    <message>
        <source>New connection</source>
        <translation>新建连接</translation>
    </message>
    <message>
        <source>Neither the MinIO client (~/.mc/config.json) nor AWS&apos;s tools (~/.aws) have saved connections here.</source>
        <translation>本机的 MinIO 客户端 (~/.mc/config.json) 和 AWS 工具 (~/.aws) 都没有保存的连接。</translation>
    </message>
</context>
<context>
    <name>ConnectionForm</name>
    <message>
        <source>As you want to call it</source>
        <translation>您想怎么称呼它</translation>
    </message>
    <message>
        <source>A link to a bucket or folder can be pasted here, too</source>
        <translation>也可以在这里粘贴存储桶或文件夹的链接</translation>
    </message>
    <message>
        <source>Only for temporary keys</source>
        <translation>仅用于临时密钥</translation>
    </message>
    <message>
        <source>As the store wants it</source>
        <translation>按存储的要求</translation>
    </message>
    <message>
        <source>In the path</source>
        <translation>在路径中</translation>
    </message>
    <message>
        <source>In the host name</source>
        <translation>在主机名中</translation>
    </message>
    <message>
        <source>Optional, like 2026/raw</source>
        <translation>可选，例如 2026/raw</translation>
    </message>
    <message>
        <source>Optional, for a certificate of your own</source>
        <translation>可选，用于自有证书</translation>
    </message>
    <message>
        <source>Keep it in a file that only this user can read</source>
        <translation>保存到只有当前用户可读的文件中</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>不再信任</translation>
    </message>
    <message>
        <source>Ask anew</source>
        <translation>重新询问</translation>
    </message>
    <message>
        <source>Kept; enter another to replace it</source>
        <translation>已保存；输入新的即可替换</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>From the MinIO client&apos;s or AWS&apos;s configuration on this computer</source>
        <translation>从本机的 MinIO 客户端或 AWS 配置导入</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>私有密钥</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>会话令牌</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Bucket&apos;s name</source>
        <translation>存储桶名称的位置</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 文件</translation>
    </message>
    <message>
        <source>Trusted certificate</source>
        <translation>信任的证书</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>This store</source>
        <translation>此存储</translation>
    </message>
</context>
<context>
    <name>ConnectionTest</name>
    <message>
        <source>It works: files can be uploaded to {0}.</source>
        <translation>测试通过：可以将文件上传到 {0}。</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>使用 {0}</translation>
    </message>
    <message>
        <source>Use the region {0}</source>
        <translation>使用区域 {0}</translation>
    </message>
    <message>
        <source>Trust this certificate</source>
        <translation>信任此证书</translation>
    </message>
    <message>
        <source>Create the bucket {0}</source>
        <translation>创建存储桶 {0}</translation>
    </message>
    <message>
        <source>Copy the policy</source>
        <translation>复制策略</translation>
    </message>
    <message>
        <source>The store shows another certificate than the one that you trusted. Ask its keeper whether it was renewed, and compare the fingerprints; trust it only if they are the same.</source>
        <translation>存储出示的证书与您信任的不同。请向管理员确认是否已更换，并核对指纹；只有一致时才信任。</translation>
    </message>
    <message>
        <source>The certificate shown there is made for another name than the endpoint&apos;s. Enter the name that it is made for. If this network asks for a login, log in first, and test again.</source>
        <translation>那里出示的证书是为另一个名称签发的，与端点不符。请填写证书所属的名称。如果此网络要求登录，请先登录再测试。</translation>
    </message>
    <message>
        <source>No authority that this computer trusts has signed the store&apos;s certificate. Ask the store&apos;s keeper for its fingerprint, and trust it only if it is the same. Or choose the CA file.</source>
        <translation>存储的证书没有由本机信任的机构签名。请向管理员索取指纹，只有一致时才信任；或者选择 CA 文件。</translation>
    </message>
    <message>
        <source>The store does not speak https on this port, only http.</source>
        <translation>存储在此端口不使用 https，只使用 http。</translation>
    </message>
    <message>
        <source>The store speaks https on this port.</source>
        <translation>存储在此端口使用 https。</translation>
    </message>
    <message>
        <source>This is not the store itself: perhaps its web console. The store answers at {0}.</source>
        <translation>这不是存储本身，可能是其网页控制台。存储的地址是 {0}。</translation>
    </message>
    <message>
        <source>The store is in another region: {0}.</source>
        <translation>存储位于另一个区域：{0}。</translation>
    </message>
    <message>
        <source>There is no bucket named {0}. Correct its name, or create it.</source>
        <translation>没有名为 {0} 的存储桶。请更正名称，或创建它。</translation>
    </message>
    <message>
        <source>The keys are known, but they may not upload to {0}. Give the store&apos;s keeper the policy that they need.</source>
        <translation>密钥有效，但无权上传到 {0}。请将所需的策略交给存储管理员。</translation>
    </message>
    <message>
        <source>Wrong secret key. Enter it again, whole and without spaces.</source>
        <translation>私有密钥错误。请重新完整输入，不要带空格。</translation>
    </message>
    <message>
        <source>The store does not know this access key.</source>
        <translation>存储不认识此访问密钥。</translation>
    </message>
    <message>
        <source>There is no computer of this name. Check the endpoint&apos;s spelling, and the network.</source>
        <translation>找不到该主机名。请检查端点的拼写和网络。</translation>
    </message>
    <message>
        <source>Nothing answers there. Check host and port, and that the store runs.</source>
        <translation>该地址没有应答。请检查主机和端口，并确认存储正在运行。</translation>
    </message>
    <message>
        <source>The store is in another region. Ask its keeper, and enter it.</source>
        <translation>存储位于另一个区域。请询问管理员后填写。</translation>
    </message>
    <message>
        <source>This address answers, but not as a store: it may be the web console. Enter the API&apos;s port.</source>
        <translation>该地址有应答，但不是存储：可能是网页控制台。请填写 API 端口。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} minutes behind the store&apos;s. Set it, then test again.</source>
        <translation>本机时钟比存储慢 {0} 分钟。请校正后重新测试。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} minutes ahead of the store&apos;s. Set it, then test again.</source>
        <translation>本机时钟比存储快 {0} 分钟。请校正后重新测试。</translation>
    </message>
</context>
<context>
    <name>ConnectionTestPanel</name>
    <message>
        <source>The store&apos;s certificate</source>
        <translation>存储的证书</translation>
    </message>
</context>
<context>
    <name>ConnectionsSheet</name>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>已保存的连接</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>{0} (in use)</source>
        <translation>{0}（使用中）</translation>
    </message>
</context>
<context>
    <name>DesktopIntegration</name>
    <message>
        <source>One upload failed and needs you.</source>
        <translation>1 个上传失败，需要您处理。</translation>
    </message>
    <message>
        <source>{0} uploads failed and need you.</source>
        <translation>{0} 个上传失败，需要您处理。</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>正在等待网络</translation>
    </message>
    <message>
        <source>Uploads go on by themselves once it is back.</source>
        <translation>网络恢复后上传会自动继续。</translation>
    </message>
    <message>
        <source>An upload needs you</source>
        <translation>有上传需要您处理</translation>
    </message>
    <message>
        <source>One file is in the store.</source>
        <translation>1 个文件已存入存储。</translation>
    </message>
    <message>
        <source>{0} files are in the store.</source>
        <translation>{0} 个文件已存入存储。</translation>
    </message>
    <message>
        <source>Uploads ended</source>
        <translation>上传已结束</translation>
    </message>
    <message>
        <source>An upload has stood still for {1} minutes. Is the network, or the store, in trouble?</source>
        <translation>有 1 个上传已 {1} 分钟没有进展。线路或存储是否有问题？</translation>
    </message>
    <message>
        <source>{0} uploads have stood still for {1} minutes. Is the network, or the store, in trouble?</source>
        <translation>有 {0} 个上传已 {1} 分钟没有进展。线路或存储是否有问题？</translation>
    </message>
    <message>
        <source>Show which</source>
        <translation>查看是哪些</translation>
    </message>
</context>
<context>
    <name>DestinationButton</name>
    <message>
        <source>Where new files go</source>
        <translation>新文件上传到哪里</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>To: {0}</source>
        <translation>上传到：{0}</translation>
    </message>
    <message>
        <source>New files go to {0}</source>
        <translation>新文件上传到 {0}</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Select an upload to see its details.</source>
        <translation>选择一个上传以查看详情。</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分片</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>What happened to the upload</source>
        <translation>该上传经历了什么</translation>
    </message>
</context>
<context>
    <name>DetailsReader</name>
    <message>
        <source>The link is on the clipboard.</source>
        <translation>链接已在剪贴板中。</translation>
    </message>
</context>
<context>
    <name>DiskTrouble</name>
    <message>
        <source>The disk with the list of uploads ({0}) is full, so nothing is sent. Make room on it; uploads go on by themselves.</source>
        <translation>上传列表所在的磁盘（{0}）已满，因此没有发送任何内容。请腾出空间，上传会自动继续。</translation>
    </message>
</context>
<context>
    <name>DropModel</name>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两个都保留</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Will be stored as</source>
        <translation>将存为</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>如何处理</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>Is in the list</source>
        <translation>已在列表中</translation>
    </message>
    <message>
        <source>Another file is on its way there</source>
        <translation>另一个文件正在上传到该位置</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
</context>
<context>
    <name>DropSheet</name>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>folder, or nothing</source>
        <translation>文件夹，可留空</translation>
    </message>
    <message>
        <source>Folder for these files</source>
        <translation>这些文件的文件夹</translation>
    </message>
    <message>
        <source>For all that are there already</source>
        <translation>对所有已存在的</translation>
    </message>
    <message>
        <source>Don&apos;t show this again: upload at once</source>
        <translation>以后不再显示，直接上传</translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation>到 {0}</translation>
    </message>
    <message>
        <source>For all that are there already:</source>
        <translation>对所有已存在的：</translation>
    </message>
    <message>
        <source>Files of this drop</source>
        <translation>本次添加的文件</translation>
    </message>
    <message>
        <source>Upload one file</source>
        <translation>上传 1 个文件</translation>
    </message>
    <message>
        <source>Upload {0} files</source>
        <translation>上传 {0} 个文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>Skip: leave what is there, and check that it is the same file</source>
        <translation>跳过：保留已有的，并检查是否为同一文件</translation>
    </message>
    <message>
        <source>Keep both: upload under a new name, like “clip (2).mp4”</source>
        <translation>两个都保留：以新名称上传，例如“clip (2).mp4”</translation>
    </message>
    <message>
        <source>Replace: the object that is there is lost</source>
        <translation>替换：已有的对象将丢失</translation>
    </message>
    <message>
        <source>Looking what is there already…</source>
        <translation>正在查看已有哪些对象…</translation>
    </message>
    <message>
        <source>These keys may not look what is there already; nothing is replaced unasked.</source>
        <translation>这些密钥无权查看已有对象；未经询问不会替换任何内容。</translation>
    </message>
</context>
<context>
    <name>Dropped</name>
    <message>
        <source>This is on a network share, {0}, that is not mounted on this computer. Mount it, or copy the files here, then drop them.</source>
        <translation>这在网络共享 {0} 上，而它没有挂载到本机。请先挂载，或把文件复制到本机，再拖入。</translation>
    </message>
    <message>
        <source>Some of this is not on this machine. Save it first, then drop the files.</source>
        <translation>其中一部分不在本机上。请先保存，再拖入文件。</translation>
    </message>
    <message>
        <source>This is a web link, not a file. Save it to disk first, then drop the file.</source>
        <translation>这是网页链接，不是文件。请先保存到磁盘，再拖入文件。</translation>
    </message>
    <message>
        <source>This is text, not a file. Only files and folders can be uploaded.</source>
        <translation>这是文本，不是文件。只能上传文件和文件夹。</translation>
    </message>
    <message>
        <source>Only files and folders can be uploaded.</source>
        <translation>只能上传文件和文件夹。</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Connect to a store</source>
        <translation>连接存储</translation>
    </message>
    <message>
        <source>Try it with a demo store</source>
        <translation>用演示存储试一试</translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation>将文件或文件夹拖到这里</translation>
    </message>
    <message>
        <source>They go to {0}.</source>
        <translation>文件将上传到 {0}。</translation>
    </message>
    <message>
        <source>You can close the window or lose the network at any time; each upload goes on where it stopped.</source>
        <translation>可以随时关闭窗口，断网也不要紧；每个上传都会从中断处继续。</translation>
    </message>
    <message>
        <source>Upload big files to your own store</source>
        <translation>将大文件上传到您自己的存储</translation>
    </message>
    <message>
        <source>Connect to MinIO or any other S3 store; then drop files or folders here.</source>
        <translation>连接 MinIO 或其他 S3 存储，然后将文件或文件夹拖到这里。</translation>
    </message>
    <message>
        <source>A network that drops, a closed window or a crash costs nothing: each upload goes on where it stopped.</source>
        <translation>断网、关闭窗口或程序崩溃都没有损失：每个上传都会从中断处继续。</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>The disk with the list of uploads is full: waiting for room on it.</source>
        <translation>上传列表所在的磁盘已满：正在等待空间。</translation>
    </message>
    <message>
        <source>The list of uploads can&apos;t be written: waiting until it can.</source>
        <translation>无法写入上传列表：正在等待恢复。</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Part size</source>
        <translation>分片大小</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>Upload id</source>
        <translation>上传 ID</translation>
    </message>
    <message>
        <source>Checksums</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>Verified by</source>
        <translation>校验方式</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Open upload expires</source>
        <translation>未完成上传的期限</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Error code</source>
        <translation>错误代码</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>任务 ID</translation>
    </message>
    <message>
        <source>ETag</source>
        <translation>ETag</translation>
    </message>
    <message>
        <source>Version id</source>
        <translation>版本 ID</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>{0} ({1} bytes)</source>
        <translation>{0}（{1} 字节）</translation>
    </message>
    <message>
        <source>CRC32 of the whole file</source>
        <translation>整个文件的 CRC32</translation>
    </message>
    <message>
        <source>CRC32 of each part</source>
        <translation>每个分片的 CRC32</translation>
    </message>
    <message>
        <source>MD5 of each part</source>
        <translation>每个分片的 MD5</translation>
    </message>
    <message>
        <source>sizes alone: the store shows no checksum</source>
        <translation>仅大小：存储不提供校验和</translation>
    </message>
    <message>
        <source>checksum</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未校验</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <translation>yyyy-M-d HH:mm:ss</translation>
    </message>
    <message>
        <source>{0} (over)</source>
        <translation>{0}（已过）</translation>
    </message>
    <message>
        <source>{0} (in {1})</source>
        <translation>{0}（{1}后）</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Video codec</source>
        <translation>视频编码</translation>
    </message>
    <message>
        <source>Audio codec</source>
        <translation>音频编码</translation>
    </message>
</context>
<context>
    <name>FactsView</name>
    <message>
        <source>How long the link is good</source>
        <translation>链接有效期</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>A link by which anyone can read the file for this long</source>
        <translation>在此期间任何人都可凭此链接读取文件</translation>
    </message>
    <message>
        <source>Link for anyone, good for</source>
        <translation>公开链接，有效期</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>复制{0}</translation>
    </message>
</context>
<context>
    <name>FileAdder</name>
    <message>
        <source>Adding one file…</source>
        <translation>正在添加 1 个文件…</translation>
    </message>
    <message>
        <source>Adding {0} files…</source>
        <translation>正在添加 {0} 个文件…</translation>
    </message>
    <message>
        <source>Looking through what was added…</source>
        <translation>正在查看添加的内容…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>One file found…</source>
        <translation>已找到 1 个文件…</translation>
    </message>
    <message>
        <source>{0} files found…</source>
        <translation>已找到 {0} 个文件…</translation>
    </message>
    <message>
        <source>{0} file added</source>
        <translation>已添加 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} files added</source>
        <translation>已添加 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} is there already</source>
        <translation>{0} 个已在存储中</translation>
    </message>
    <message>
        <source>{0} are there already</source>
        <translation>{0} 个已在存储中</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} 个未添加</translation>
    </message>
    <message>
        <source>Show which</source>
        <translation>查看是哪些</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Keep this computer awake while files are being sent</source>
        <translation>发送文件时保持计算机不休眠</translation>
    </message>
    <message>
        <source>Closing the window leaves the program in the tray</source>
        <translation>关闭窗口后程序留在托盘中</translation>
    </message>
    <message>
        <source>Ask before quitting while files are being sent</source>
        <translation>正在发送文件时，退出前先询问</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Interrupted uploads</source>
        <translation>被中断的上传</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>此桌面没有托盘。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Ask whether to continue</source>
        <translation>询问是否继续</translation>
    </message>
    <message>
        <source>Continue at once</source>
        <translation>立即继续</translation>
    </message>
    <message>
        <source>Leave them paused</source>
        <translation>保持暂停</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>How it works</source>
        <translation>使用说明</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere in the window. The button at the top right says where they go.</source>
        <translation>将文件或文件夹拖到窗口的任意位置。右上角的按钮显示它们将上传到哪里。</translation>
    </message>
    <message>
        <source>Each file is sent in parts. A part that the store has confirmed is never sent again: pause, close the window, lose the network or the power, and the upload goes on from the last finished part.</source>
        <translation>每个文件分片发送。存储确认过的分片不会再次发送：无论是暂停、关闭窗口、断网还是断电，上传都会从最后完成的分片继续。</translation>
    </message>
    <message>
        <source>A green tick means that the store&apos;s checksum or ETag of the whole object is the same as yours. A failed upload says what happened and what to do; its parts are kept.</source>
        <translation>绿色对勾表示存储中整个对象的校验和或 ETag 与您的文件一致。失败的上传会说明原因和解决办法，其分片会保留。</translation>
    </message>
    <message>
        <source>Remove takes an upload off the list and deletes its parts from the store. It never touches your own files, nor objects that are finished.</source>
        <translation>“移除”会将上传从列表中去掉，并从存储中删除其分片。它绝不会动您自己的文件，也不会动已完成的对象。</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Pause or resume the selected uploads</source>
        <translation>暂停或继续所选的上传</translation>
    </message>
    <message>
        <source>Remove the selected uploads</source>
        <translation>移除所选的上传</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Copy the link of a finished upload</source>
        <translation>复制已完成上传的链接</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Rename the key before it starts</source>
        <translation>在开始之前重命名对象键</translation>
    </message>
    <message>
        <source>Move up in the queue</source>
        <translation>在队列中上移</translation>
    </message>
    <message>
        <source>Move down in the queue</source>
        <translation>在队列中下移</translation>
    </message>
    <message>
        <source>Move to the top of the queue</source>
        <translation>移到队列最前</translation>
    </message>
    <message>
        <source>Choose bucket and folder</source>
        <translation>选择存储桶和文件夹</translation>
    </message>
    <message>
        <source>Show or fold the details</source>
        <translation>显示或收起详情</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>Pause everything cleanly and quit</source>
        <translation>妥善暂停全部上传并退出</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Import a connection</source>
        <translation>导入连接</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>Connections of other programs</source>
        <translation>其他程序的连接</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>使用这个</translation>
    </message>
    <message>
        <source>Found in the files of the MinIO client and of AWS&apos;s tools. They are not changed.</source>
        <translation>在 MinIO 客户端和 AWS 工具的文件中找到。这些文件不会被更改。</translation>
    </message>
    <message>
        <source>Its keys are copied; bucket and prefix are chosen next.</source>
        <translation>将复制其密钥；接下来选择存储桶和前缀。</translation>
    </message>
</context>
<context>
    <name>InterruptedJobs</name>
    <message>
        <source>One upload was interrupted.</source>
        <translation>有 1 个上传被中断。</translation>
    </message>
    <message>
        <source>{0} uploads were interrupted.</source>
        <translation>有 {0} 个上传被中断。</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Always continue</source>
        <translation>总是继续</translation>
    </message>
    <message>
        <source>The one that waits begins when you have answered; files added now are sent at once.</source>
        <translation>排队中的 1 个会在您答复后开始；现在添加的文件会立即发送。</translation>
    </message>
    <message>
        <source>The {0} that wait begin when you have answered; files added now are sent at once.</source>
        <translation>排队中的 {0} 个会在您答复后开始；现在添加的文件会立即发送。</translation>
    </message>
</context>
<context>
    <name>JobCommands</name>
    <message>
        <source>The file has changed since its upload began. Begin anew?</source>
        <translation>文件在上传开始后发生了变化。重新开始？</translation>
    </message>
    <message>
        <source>{0} files have changed since their upload began. Begin anew?</source>
        <translation>{0} 个文件在上传开始后发生了变化。重新开始？</translation>
    </message>
    <message>
        <source>The parts of the old file are deleted from the store, and the file is uploaded as it is now.</source>
        <translation>旧文件的分片将从存储中删除，并按文件现在的内容上传。</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Remove {0} uploads?</source>
        <translation>移除 {0} 个上传？</translation>
    </message>
    <message>
        <source>Remove the upload of {1}?</source>
        <translation>移除 {1} 的上传任务？</translation>
    </message>
    <message>
        <source>{0} that were already sent are deleted from the store.</source>
        <translation>已发送的 {0} 将从存储中删除。</translation>
    </message>
    <message>
        <source>Nothing of it has been sent yet.</source>
        <translation>尚未发送任何内容。</translation>
    </message>
    <message>
        <source>Your own files, and objects that are finished, stay where they are.</source>
        <translation>您自己的文件和已完成的对象都保持不变。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分片</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标位置</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>队列顺序</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>No upload fits the filter.</source>
        <translation>没有符合筛选条件的上传。</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <translation>yyyy-M-d HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Uploader</source>
        <translation>Uploader</translation>
    </message>
    <message>
        <source>Something went wrong in the window: {0}. Uploads go on; the log file has the details.</source>
        <translation>窗口出了问题：{0}。上传仍在继续；详情见日志文件。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show only uploads whose name or key holds</source>
        <translation>只显示名称或对象键包含以下内容的上传</translation>
    </message>
    <message>
        <source>This can&apos;t be uploaded</source>
        <translation>无法上传这些内容</translation>
    </message>
    <message>
        <source>Connect to a store first, then drop the files again.</source>
        <translation>请先连接存储，再重新拖入文件。</translation>
    </message>
    <message>
        <source>There is no connection yet</source>
        <translation>还没有连接</translation>
    </message>
    <message>
        <source>Upload “{1}”</source>
        <translation>上传“{1}”</translation>
    </message>
    <message>
        <source>Upload {0} items</source>
        <translation>上传 {0} 项</translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation>到 {0}</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Uploads</source>
        <translation>上传(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>VERBATIM</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>WAITING_TO_START</source>
        <translation>等待开始</translation>
    </message>
    <message>
        <source>WAITING_FOR_ANSWER</source>
        <translation>等待您决定如何处理中断的上传</translation>
    </message>
    <message>
        <source>WAITING_FOR_SECRET</source>
        <translation>等待输入该连接的密钥</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>PROGRAM_CLOSED</source>
        <translation>已暂停：程序已关闭</translation>
    </message>
    <message>
        <source>PROGRAM_ENDED</source>
        <translation>已中断：程序意外结束</translation>
    </message>
    <message>
        <source>CHECKING_SOURCE</source>
        <translation>正在检查文件是否有变化…</translation>
    </message>
    <message>
        <source>CHECKING_PARTS</source>
        <translation>正在询问存储已有哪些分片…</translation>
    </message>
    <message>
        <source>VERIFYING</source>
        <translation>正在校验对象…</translation>
    </message>
    <message>
        <source>COPYING</source>
        <translation>正在复制到暂存目录，{percent} %…</translation>
    </message>
    <message>
        <source>FINALIZING</source>
        <translation>存储正在合并分片（{minutes}:{seconds:02d}）…</translation>
    </message>
    <message>
        <source>SENDING_PART</source>
        <translation>正在上传分片 {number}/{total}…</translation>
    </message>
    <message>
        <source>PARTS_DONE</source>
        <translation>正在上传：{total} 个分片中已完成 {done} 个。</translation>
    </message>
    <message>
        <source>NOTHING_MOVES</source>
        <translation>已有 {seconds} 秒没有进展。</translation>
    </message>
    <message>
        <source>WAITING_FOR_NETWORK</source>
        <translation>正在等待网络：</translation>
    </message>
    <message>
        <source>RETRY</source>
        <translation>{seconds} 秒后进行第 {number} 次重试。</translation>
    </message>
    <message>
        <source>GOES_ON_BY_ITSELF</source>
        <translation>届时会自动继续。</translation>
    </message>
    <message>
        <source>EXPIRES_TOO_SOON</source>
        <translation>存储将在 {hours:.1f} 小时后丢弃这个未完成的上传，以当前速度来不及完成：请在服务器上调大 stale_uploads_expiry，或换用更快的线路。</translation>
    </message>
    <message>
        <source>LISTING_DENIED</source>
        <translation>该密钥无权列出分片，因此以本地记录为准。</translation>
    </message>
    <message>
        <source>UPLOAD_FORGOTTEN</source>
        <translation>存储丢弃了未完成的上传，因此全部重新发送。</translation>
    </message>
    <message>
        <source>PART_KEPT_DAMAGED</source>
        <translation>存储保留了损坏的分片且不予替换，因此全部重新发送。</translation>
    </message>
    <message>
        <source>ALREADY_THERE</source>
        <translation>相同的文件已在存储中；没有发送任何内容。</translation>
    </message>
    <message>
        <source>UPLOADED_CHECKSUM</source>
        <translation>已上传，校验和一致</translation>
    </message>
    <message>
        <source>UPLOADED_ETAG</source>
        <translation>已上传，ETag 一致</translation>
    </message>
    <message>
        <source>UPLOADED_UNVERIFIED</source>
        <translation>已上传，未校验：此存储以自己的方式计算校验和与 ETag</translation>
    </message>
    <message>
        <source>UPLOADED_UNSEEN</source>
        <translation>已上传，未核验：存储已完整接收该对象，但暂时还查看不到它</translation>
    </message>
    <message>
        <source>ADDED</source>
        <translation>已添加：{size:,} 字节，{parts:,} 个分片</translation>
    </message>
    <message>
        <source>BEGAN_TO_SEND</source>
        <translation>从 {percent:.1f} % 开始发送</translation>
    </message>
    <message>
        <source>BEGAN_TO_SEND_AGAIN</source>
        <translation>从 {percent:.1f} % 开始发送，第 {run} 次运行</translation>
    </message>
    <message>
        <source>RESUMED</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>GOING_ON</source>
        <translation>继续：存储恢复应答</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>失败：</translation>
    </message>
    <message>
        <source>DETAIL</source>
        <translation>（{text}）</translation>
    </message>
    <message>
        <source>STORE_SAYS</source>
        <translation>它说：{text}</translation>
    </message>
    <message>
        <source>CLOCK_BEHIND</source>
        <translation>它慢了 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>CLOCK_AHEAD</source>
        <translation>它快了 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>REGION_IS</source>
        <translation>区域是 {region}。</translation>
    </message>
    <message>
        <source>ENDPOINT_IS</source>
        <translation>端点是 {endpoint}。</translation>
    </message>
    <message>
        <source>CORRECT_ADDRESS</source>
        <translation>请在连接中更正地址；如果本机离线，请在恢复联网后点击继续。</translation>
    </message>
    <message>
        <source>JOB_NOT_FOUND</source>
        <translation>没有上传任务 {job_id}。</translation>
    </message>
    <message>
        <source>LIST_SHOWS_JOBS</source>
        <translation>用 `uploader-gui list` 可以查看现有的任务。</translation>
    </message>
    <message>
        <source>JOB_NOT_PAUSABLE</source>
        <translation>处于“{state}”状态的上传不能暂停。</translation>
    </message>
    <message>
        <source>JOB_NOT_RESUMABLE</source>
        <translation>处于“{state}”状态的上传不能继续。</translation>
    </message>
    <message>
        <source>JOB_NOT_RENAMABLE</source>
        <translation>只有尚未开始的上传才能改名。请移除任务后重新添加文件。</translation>
    </message>
    <message>
        <source>JOB_HAS_ENDED</source>
        <translation>此上传已结束。一旦可以写入上传列表，就会记录下来。</translation>
    </message>
    <message>
        <source>ENGINE_BUSY</source>
        <translation>上传已由 {holder} 运行。请在那里操作，或先结束该程序。</translation>
    </message>
    <message>
        <source>ENGINE_BUSY_PROCESS</source>
        <translation>上传已由 {holder}（进程 {pid}）运行。请在那里操作，或先结束该程序。</translation>
    </message>
    <message>
        <source>SYSTEM_EXHAUSTED</source>
        <translation>系统不再给本程序更多内存或线程。请关闭其他程序或放宽限制（`ulimit -v`、`ulimit -u`），然后点“继续”：已发送的分片都保留着。</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>程序内部出错；日志文件中有详情。点击继续可重试。</translation>
    </message>
    <message>
        <source>STORE_BUSY</source>
        <translation>存储繁忙，要求放慢速度。</translation>
    </message>
    <message>
        <source>STORE_ERROR</source>
        <translation>存储自身出错。</translation>
    </message>
    <message>
        <source>STORE_FULL</source>
        <translation>存储空间已满，腾出空间后才能继续。</translation>
    </message>
    <message>
        <source>PART_DAMAGED</source>
        <translation>有分片在传输中损坏，将重新发送。如果反复出现，请检查线路、其代理和本机内存。</translation>
    </message>
    <message>
        <source>STORE_TIMEOUT</source>
        <translation>存储等待数据超时。</translation>
    </message>
    <message>
        <source>WRONG_SECRET</source>
        <translation>私有密钥错误。请编辑连接，然后继续。</translation>
    </message>
    <message>
        <source>WRONG_ACCESS_KEY</source>
        <translation>存储不认识此访问密钥。请编辑连接，然后继续。</translation>
    </message>
    <message>
        <source>CREDENTIALS_EXPIRED</source>
        <translation>密钥已过期。请在连接中填入新的密钥（临时密钥须连同会话令牌），然后继续。</translation>
    </message>
    <message>
        <source>ACCESS_DENIED</source>
        <translation>存储拒绝：此密钥无权执行该操作。请申请权限，然后继续。</translation>
    </message>
    <message>
        <source>CLOCK_WRONG</source>
        <translation>本机时钟与存储的时钟不一致。请校正时钟，然后继续。</translation>
    </message>
    <message>
        <source>WRONG_REGION</source>
        <translation>存储要求另一个区域。请编辑连接，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_UNTRUSTED</source>
        <translation>存储的证书由本机不认识的机构签发。请在连接中选择其 CA 文件，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_SELF_SIGNED</source>
        <translation>存储的证书由其自身签名。请测试连接，与存储管理员核对指纹，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_EXPIRED</source>
        <translation>存储的证书已过期。请存储管理员更新证书；如果是本机时钟走快了，请校准时钟，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_NOT_YET_VALID</source>
        <translation>存储的证书尚未生效：本机时钟可能走慢了。请校准时钟，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_OTHER_HOST</source>
        <translation>存储的证书是为另一个名称签发的，与连接中的地址不符。请填写证书所属的名称，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_UNFIT</source>
        <translation>无法接受存储的证书。请存储管理员制作有效的证书，然后继续。</translation>
    </message>
    <message>
        <source>TLS_TOO_OLD</source>
        <translation>存储只支持已不再安全的 TLS 1.0 或 1.1。请存储管理员启用 TLS 1.2 或更高版本，然后继续。</translation>
    </message>
    <message>
        <source>TLS_NOT_AGREED</source>
        <translation>存储与本机没有双方都接受的加密方式。请存储管理员检查 TLS 设置，然后继续。</translation>
    </message>
    <message>
        <source>CERTIFICATE_CHANGED</source>
        <translation>存储出示的证书与您信任的不同。如果存储管理员确认证书已更新，请测试连接并信任新证书，然后继续。</translation>
    </message>
    <message>
        <source>ENDPOINT_SPEAKS_HTTP</source>
        <translation>存储在此端口不使用 https。请在连接中写 http://，然后继续。</translation>
    </message>
    <message>
        <source>ENDPOINT_SPEAKS_HTTPS</source>
        <translation>存储在此端口使用 https。请在连接中写 https://，然后继续。</translation>
    </message>
    <message>
        <source>ENDPOINT_NOT_S3</source>
        <translation>该地址有应答，但不是 S3 存储：可能是网页控制台的端口。请使用 API 端口。</translation>
    </message>
    <message>
        <source>NETWORK_LOGIN</source>
        <translation>此网络似乎要求登录：有别的设备代替存储作了应答。请打开任意网页并登录，上传会自动继续。如果并未要求登录，请测试连接。</translation>
    </message>
    <message>
        <source>ANSWER_UNREADABLE</source>
        <translation>无法读取存储的应答：它在途中损坏，或者没有结尾。</translation>
    </message>
    <message>
        <source>LISTING_ENDLESS</source>
        <translation>存储的列表没有尽头：它在重复，或者超过了这里读取的上限。请联系存储管理员，然后继续。</translation>
    </message>
    <message>
        <source>WRONG_ENDPOINT</source>
        <translation>存储表示此存储桶位于另一个端点或区域。请编辑连接。</translation>
    </message>
    <message>
        <source>OBJECT_TOO_LARGE</source>
        <translation>存储不接受这么大的请求或对象。</translation>
    </message>
    <message>
        <source>BODY_TOO_LARGE</source>
        <translation>存储前面的服务器不接受这么大的请求。请调高其限制，或为新的上传使用更小的分片。</translation>
    </message>
    <message>
        <source>NAME_NOT_ALLOWED</source>
        <translation>存储不允许此对象名称。请重命名文件或更改前缀。</translation>
    </message>
    <message>
        <source>QUOTA_EXCEEDED</source>
        <translation>存储桶的配额已用完。请腾出空间或提高配额，然后继续。</translation>
    </message>
    <message>
        <source>NO_SUCH_BUCKET</source>
        <translation>没有这个存储桶。请创建它，或在连接中更正名称。</translation>
    </message>
    <message>
        <source>BAD_BUCKET_NAME</source>
        <translation>存储不允许此存储桶名称。请在连接中更正。</translation>
    </message>
    <message>
        <source>NOT_SUPPORTED</source>
        <translation>存储不提供所需的功能。</translation>
    </message>
    <message>
        <source>REQUEST_REFUSED</source>
        <translation>存储拒绝了请求。</translation>
    </message>
    <message>
        <source>UPLOAD_GONE</source>
        <translation>存储中已没有这个未完成的上传。</translation>
    </message>
    <message>
        <source>NO_SUCH_OBJECT</source>
        <translation>没有这个对象。</translation>
    </message>
    <message>
        <source>OBJECT_EXISTS</source>
        <translation>已有同名对象。</translation>
    </message>
    <message>
        <source>CANNOT_PROTECT</source>
        <translation>该存储不会保护可能已有此名称的对象，而且此密钥无权查看。请申请查看权限（s3:GetObject），或移除此任务后选择“覆盖”重新添加文件。</translation>
    </message>
    <message>
        <source>PART_INVALID</source>
        <translation>存储不接受分片列表。</translation>
    </message>
    <message>
        <source>PROXY_DENIED</source>
        <translation>代理要求用户名和密码。请写入代理地址。</translation>
    </message>
    <message>
        <source>GATEWAY_CANNOT_REACH</source>
        <translation>存储前面的服务器无法连接存储。</translation>
    </message>
    <message>
        <source>GATEWAY_GOT_NO_ANSWER</source>
        <translation>存储前面的服务器没有得到存储的应答。</translation>
    </message>
    <message>
        <source>HOST_NOT_FOUND</source>
        <translation>找不到存储的主机名。</translation>
    </message>
    <message>
        <source>CONNECTION_REFUSED</source>
        <translation>存储所在的计算机拒绝连接。</translation>
    </message>
    <message>
        <source>STORE_OUT_OF_REACH</source>
        <translation>网络中断或无法连接存储。</translation>
    </message>
    <message>
        <source>NO_ANSWER</source>
        <translation>存储没有应答。</translation>
    </message>
    <message>
        <source>ANSWER_TOO_SLOW</source>
        <translation>存储的应答太慢，无法继续等待。</translation>
    </message>
    <message>
        <source>CONNECTION_BROKE</source>
        <translation>与存储的连接断开了。</translation>
    </message>
    <message>
        <source>PROXY_LOST</source>
        <translation>无法连接代理。</translation>
    </message>
    <message>
        <source>TOO_MANY_FILES</source>
        <translation>本程序打开的文件和连接已达到系统允许的上限（`ulimit -n`）。请关闭其他程序，或提高该上限。</translation>
    </message>
    <message>
        <source>STORED_WITHOUT_ETAG</source>
        <translation>存储收下了数据却没有为其命名（没有 ETag），因此可能并未保存。</translation>
    </message>
    <message>
        <source>COMPLETION_UNANSWERED</source>
        <translation>存储没有说明它是否已完成该对象。</translation>
    </message>
    <message>
        <source>DUPLICATE_KEY</source>
        <translation>有 {count} 个文件会存为同一个对象键“{key}”。请重命名，或给它们不同的前缀。</translation>
    </message>
    <message>
        <source>FILE_OVER_LIMIT</source>
        <translation>文件有 {size} 字节，此处设置的上限是 {limit} 字节（UPLOAD_MAX_SIZE）。请提高上限，或拆分文件。</translation>
    </message>
    <message>
        <source>OBJECT_OVER_LIMIT</source>
        <translation>文件大于此处允许的对象大小（{size} 字节，上限为 {limit} 字节）。请拆分文件；如果存储接受更大的对象，也可以在连接中提高上限。</translation>
    </message>
    <message>
        <source>PART_OVER_LIMIT</source>
        <translation>该文件需要超过 {limit} 字节的分片。请拆分文件。</translation>
    </message>
    <message>
        <source>NAME_MISSING</source>
        <translation>文件没有可用来存储的名称。</translation>
    </message>
    <message>
        <source>KEY_WITH_DOTS</source>
        <translation>“{key}”含有“.”或“..”路径段，没有存储能保存它。请更改前缀。</translation>
    </message>
    <message>
        <source>KEY_WITH_NUL</source>
        <translation>对象键含有 NUL 字符，没有存储能保存它。请更改前缀。</translation>
    </message>
    <message>
        <source>NAME_NOT_TEXT</source>
        <translation>文件名不是有效的文本（UTF-8）。请重命名。</translation>
    </message>
    <message>
        <source>PATH_NOT_TEXT</source>
        <translation>文件的路径不是有效的文本（UTF-8）。请重命名该文件或其所在的文件夹。</translation>
    </message>
    <message>
        <source>KEY_TOO_LONG</source>
        <translation>对象键将有 {length} 字节；S3 最多接受 {limit} 字节。请缩短名称或前缀。</translation>
    </message>
    <message>
        <source>KEY_BEING_BEGUN</source>
        <translation>正在开始新的到“{key}”的上传；旧的稍后丢弃。</translation>
    </message>
    <message>
        <source>KEY_ON_ITS_WAY</source>
        <translation>“{path}”已在上传到“{key}”。请先完成或移除该任务。</translation>
    </message>
    <message>
        <source>KEY_TAKEN_BY_UPLOAD</source>
        <translation>已有另一个上传要存到“{key}”。</translation>
    </message>
    <message>
        <source>NAME_TAKEN</source>
        <translation>已有名为“{key}”的对象。请另选名称。</translation>
    </message>
    <message>
        <source>OBJECT_LEFT_AS_IT_IS</source>
        <translation>已有名为“{key}”的对象，未作改动。请选择跳过、改名或覆盖。</translation>
    </message>
    <message>
        <source>DIFFERENT_OBJECT</source>
        <translation>名称“{key}”下已有一个不同的文件；它未作改动，也没有发送任何内容。</translation>
    </message>
    <message>
        <source>OUTCOME_UNKNOWN</source>
        <translation>存储没有说明上传是否已完成，而此密钥无权查看。请检查存储中的对象；点击继续可重试。</translation>
    </message>
    <message>
        <source>PLAN_DAMAGED</source>
        <translation>此任务的分片记录已损坏。请重新开始上传。</translation>
    </message>
    <message>
        <source>PARTS_DO_NOT_ADD_UP</source>
        <translation>分片拼不成完整的文件。请重新开始上传。</translation>
    </message>
    <message>
        <source>PARTS_OF_OTHER_SIZE</source>
        <translation>存储列出的分片大小不符；将重新发送。</translation>
    </message>
    <message>
        <source>PART_STUCK</source>
        <translation>存储保留了损坏的分片且不接受重发。继续将重新发送整个文件。</translation>
    </message>
    <message>
        <source>UPLOAD_DISCARDED</source>
        <translation>存储第二次丢弃了未完成的上传。其保留期限对这条线路可能太短。点击继续将重新发送全部内容。</translation>
    </message>
    <message>
        <source>VERIFY_MISMATCH</source>
        <translation>存储中的对象与文件不一致（{what}不同）。点击继续将重新上传整个文件。</translation>
    </message>
    <message>
        <source>SOURCE_CONTENT_CHANGED</source>
        <translation>{path} 的内容在部分分片发送后发生了变化；分片已保留。请放回原来的文件并继续，或以现在的文件重新开始上传。</translation>
    </message>
    <message>
        <source>SOURCE_BEING_CHANGED</source>
        <translation>{path} 正在被更改。请等它不再变化后继续。</translation>
    </message>
    <message>
        <source>SOURCE_CHANGED_WHILE_SENT</source>
        <translation>{path} 仍在被写入：其内容在发送过程中发生了变化。请等写入结束后继续。</translation>
    </message>
    <message>
        <source>SOURCE_CHANGED_WHILE_COPIED</source>
        <translation>{path} 在复制过程中发生了变化。请在没有程序写入它时重试。</translation>
    </message>
    <message>
        <source>SOURCE_NO_REGULAR_FILE</source>
        <translation>{path} 不是普通文件，无法上传。</translation>
    </message>
    <message>
        <source>SOURCE_SIZE_UNTRUE</source>
        <translation>{path} 自称有 {size} 字节，但实际没有：它不是普通文件。请把其内容复制到普通文件中再上传。</translation>
    </message>
    <message>
        <source>SOURCE_SHORTER</source>
        <translation>{path} 变短了：原来有 {before} 字节，现在有 {now} 字节。</translation>
    </message>
    <message>
        <source>SOURCE_ENDED</source>
        <translation>{path} 在第 {offset} 字节处结束：它变短了。</translation>
    </message>
    <message>
        <source>SOURCE_GROWING</source>
        <translation>{path} 仍在被写入：原来有 {before} 字节，现在有 {now} 字节。请等写入结束后重新上传。</translation>
    </message>
    <message>
        <source>SOURCE_CHANGED</source>
        <translation>{path} 发生了变化：原来有 {before} 字节，现在有 {now} 字节。</translation>
    </message>
    <message>
        <source>PUT_BACK</source>
        <translation>请放回原来的文件并继续，或移除此上传后重新开始。</translation>
    </message>
    <message>
        <source>SOURCE_NO_PATH</source>
        <translation>{path} 不是文件的路径。</translation>
    </message>
    <message>
        <source>SOURCE_MISSING</source>
        <translation>找不到 {path}。请放回文件或接回磁盘，然后重试。</translation>
    </message>
    <message>
        <source>SOURCE_LINK_CIRCLE</source>
        <translation>{path} 是一个循环的链接。</translation>
    </message>
    <message>
        <source>SOURCE_IN_USE</source>
        <translation>{path} 正被另一个程序占用。请在那里关闭它，然后重试。</translation>
    </message>
    <message>
        <source>SOURCE_IN_CLOUD</source>
        <translation>{path} 保存在云端，未能取回。请先下载它，然后重试。</translation>
    </message>
    <message>
        <source>SOURCE_FORBIDDEN</source>
        <translation>无法读取 {path}：您没有权限。请更改其权限，然后重试。</translation>
    </message>
    <message>
        <source>SOURCE_UNREADABLE</source>
        <translation>无法读取 {path}（{reason}）。请检查磁盘，然后重试。</translation>
    </message>
    <message>
        <source>FOLDER_EMPTY</source>
        <translation>此文件夹中没有文件。</translation>
    </message>
    <message>
        <source>FOLDER_IN_CIRCLE</source>
        <translation>此文件夹又指回了它所在的文件夹。</translation>
    </message>
    <message>
        <source>FOLDER_LINKED</source>
        <translation>这是指向文件夹的链接，未进入查看。要上传请添加文件夹本身。</translation>
    </message>
    <message>
        <source>SYSTEM_FILE</source>
        <translation>这是操作系统留下的文件，未添加。</translation>
    </message>
    <message>
        <source>LINK_BROKEN</source>
        <translation>这是一个失效的链接。</translation>
    </message>
    <message>
        <source>STAGING_NOT_PRIVATE</source>
        <translation>暂存目录 {folder} 并非您独用：他人可能读取或更改其中的副本。请在 UPLOAD_TEMP_DIR 中另选一个，或不用副本直接上传。</translation>
    </message>
    <message>
        <source>STAGING_HAS_NO_ROOM</source>
        <translation>暂存目录 {folder} 放不下副本：需要 {needed_mib} MiB，可用 {free_mib} MiB。请腾出空间，或不用副本直接上传。</translation>
    </message>
    <message>
        <source>STAGING_FULL</source>
        <translation>暂存目录 {folder} 已满。请腾出空间，或不用副本直接上传。</translation>
    </message>
    <message>
        <source>STAGING_FAILED</source>
        <translation>无法把副本写入暂存目录 {folder}（{reason}）。请另选一个，或不用副本直接上传。</translation>
    </message>
    <message>
        <source>STATE_READING_ONLY</source>
        <translation>此上传列表以只读方式打开。</translation>
    </message>
    <message>
        <source>STATE_NEWER</source>
        <translation>{path} 中的上传列表由更新版本的程序写成（格式 {version}，本程序只认识 {known}）。请更新程序；没有更改任何内容。</translation>
    </message>
    <message>
        <source>STATE_DISK_ERROR</source>
        <translation>{path} 所在的磁盘应答异常。请检查磁盘，然后重新启动。</translation>
    </message>
    <message>
        <source>STATE_LOCKED</source>
        <translation>另一个程序锁定了 {path}。请关闭它，然后重新启动。</translation>
    </message>
    <message>
        <source>STATE_DAMAGED</source>
        <translation>{path} 中的上传列表已损坏。请重新启动本程序，它会恢复最新的备份。</translation>
    </message>
    <message>
        <source>STATE_FULL</source>
        <translation>状态目录 {folder} 所在的磁盘已满。请腾出空间，或用 UPLOADER_GUI_HOME 另选一个目录。</translation>
    </message>
    <message>
        <source>STATE_READ_ONLY</source>
        <translation>无法写入状态目录 {folder}。请给自己写入权限，或用 UPLOADER_GUI_HOME 另选一个目录。</translation>
    </message>
    <message>
        <source>STATE_CLOSED</source>
        <translation>上传列表已关闭。</translation>
    </message>
    <message>
        <source>STATE_STARTS_EMPTY</source>
        <translation>上传列表已损坏，而且还没有备份，因此从空列表开始。本机和存储中的文件都没有改动。损坏的文件保存为 {path}。</translation>
    </message>
    <message>
        <source>STATE_RESTORED</source>
        <translation>上传列表已损坏，现已恢复到 {moment}（UTC）时的状态；此后添加的上传需要重新添加。损坏的文件保存为 {path}。</translation>
    </message>
    <message>
        <source>STATE_RESTORED_UNDATED</source>
        <translation>上传列表已损坏，已换成最新的备份；因当时时钟有误，无法得知该备份的时间。请检查是否缺少上传并重新添加。损坏的文件保留为 {path}。</translation>
    </message>
    <message>
        <source>KEYS_UNKNOWN</source>
        <translation>没有 {endpoint} 的密钥。请在连接中输入密钥，然后继续。</translation>
    </message>
    <message>
        <source>KEYS_UNKNOWN_UNATTENDED</source>
        <translation>没有 {endpoint} 的密钥。请设置 UPLOADER_GUI_ENDPOINT={endpoint} 以及 UPLOADER_GUI_ACCESS_KEY 和 UPLOADER_GUI_SECRET_KEY，或在窗口中保存此连接，然后继续。</translation>
    </message>
    <message>
        <source>SECRETS_IN_KEYRING</source>
        <translation>密钥保存在系统的密钥环中。</translation>
    </message>
    <message>
        <source>SECRETS_WITHOUT_KEYRING</source>
        <translation>密钥只保留到本程序结束，因为此系统没有正在运行的密钥环。</translation>
    </message>
    <message>
        <source>SECRETS_KEYRING_BROKEN</source>
        <translation>密钥只保留到本程序结束，因为系统的密钥环无法使用（{reason}）。</translation>
    </message>
    <message>
        <source>ADDRESS_UNFIT</source>
        <translation>“{text}”不是存储的地址。请写成 https://minio.example.com:9000 的形式。</translation>
    </message>
    <message>
        <source>ADDRESS_UNREADABLE</source>
        <translation>“{text}”不是地址。请写成 https://minio.example.com:9000 的形式。</translation>
    </message>
    <message>
        <source>ADDRESS_WITHOUT_STORE</source>
        <translation>“{text}”没有指明存储。请写成 https://minio.example.com:9000 的形式。</translation>
    </message>
    <message>
        <source>ADDRESS_WITH_OTHER_PATH</source>
        <translation>该地址带有路径“{path}”，它不属于存储桶“{bucket}”。端点只包含协议、主机和端口，例如 {endpoint}；不能使用位于路径之下的存储。</translation>
    </message>
    <message>
        <source>ENDPOINT_WITH_MORE</source>
        <translation>端点只包含协议、主机和端口，例如 {endpoint}。存储桶、前缀和密钥有各自的输入框。</translation>
    </message>
    <message>
        <source>HOST_NOT_ASCII</source>
        <translation>“{host}”这种写法无法查询。请把主机名写成以 xn-- 开头的 ASCII 形式。</translation>
    </message>
    <message>
        <source>FINGERPRINT_UNFIT</source>
        <translation>“{text}”不是 SHA-256 指纹：指纹有 64 个十六进制数字。</translation>
    </message>
    <message>
        <source>TEXT_WITH_UNSEEN</source>
        <translation>{what}含有 {character}，它不可见，也不该出现在那里。请重新输入。</translation>
    </message>
    <message>
        <source>TEXT_NOT_ASCII</source>
        <translation>{what}含有 {character}；只能使用 ASCII 字母、数字和符号。请重新输入。</translation>
    </message>
    <message>
        <source>PART_SIZE_UNFIT</source>
        <translation>不能使用 {size} 字节的分片大小：S3 接受的分片从 {smallest} 字节（{smallest_mib:g} MiB）到 {largest} 字节（{largest_gib:g} GiB）。</translation>
    </message>
    <message>
        <source>STATE_OF_ANOTHER_USER</source>
        <translation>状态目录 {folder} 属于另一用户（{owner}），对方可能接管您的上传。请在 UPLOADER_GUI_HOME 中另指定一个：尚不存在的目录会专为您创建。</translation>
    </message>
    <message>
        <source>STATE_OPEN_TO_OTHERS</source>
        <translation>他人可以写入状态目录 {folder}，并可能接管您的上传。如果其中内容都是您的，请运行 `chmod go-w &apos;{folder}&apos;`；或在 UPLOADER_GUI_HOME 中另指定一个：尚不存在的目录会专为您创建。</translation>
    </message>
    <message>
        <source>STATE_UNUSABLE</source>
        <translation>无法使用状态目录 {folder}：{reason}。请把它改为您可以写入且有可用空间的目录，或在 UPLOADER_GUI_HOME 中另指定一个。</translation>
    </message>
    <message>
        <source>FILE_OF_ANOTHER_USER</source>
        <translation>{path} 属于另一用户（{owner}），因此不可信任。请把它移走；如果您知道其中内容，也可以改为归您所有。</translation>
    </message>
    <message>
        <source>FILE_OPEN_TO_OTHERS</source>
        <translation>他人可以写入 {path}，因此不可信任。如果其内容是您的，请运行 `chmod go-rwx &apos;{path}&apos;`；否则请把它移走。</translation>
    </message>
    <message>
        <source>FILE_IS_NONE</source>
        <translation>{path} 不是文件。请把它移走。</translation>
    </message>
    <message>
        <source>CONNECTION_UNUSABLE</source>
        <translation>无法使用此连接：{reason}。</translation>
    </message>
    <message>
        <source>PROXY_UNUSABLE</source>
        <translation>无法使用代理 {address}：只支持 http:// 和 https:// 代理。请在系统设置（或 HTTPS_PROXY、HTTP_PROXY）中更改它，或在 NO_PROXY 中把存储设为例外。</translation>
    </message>
    <message>
        <source>CA_FILE_UNUSABLE</source>
        <translation>无法使用 CA 文件 {path}（{reason}）。请选择 PEM 文件。</translation>
    </message>
    <message>
        <source>PORT_UNUSABLE</source>
        <translation>无法在 {host} 的端口 {port} 上监听：{reason}。请另选端口（--port），或结束占用它的程序。</translation>
    </message>
    <message>
        <source>DEMO_NOT_STARTED</source>
        <translation>演示存储未能启动。它的输出写在 {path} 中。</translation>
    </message>
    <message>
        <source>DEMO_KEYS_UNREADABLE</source>
        <translation>无法从 {path} 读取演示存储的密钥（{reason}）。删除目录 {folder} 可从空的演示存储开始。</translation>
    </message>
    <message>
        <source>DEMO_RUNS_ALREADY</source>
        <translation>另一个程序（进程 {pid}）已在 {folder} 中运行演示存储。请先结束该程序。</translation>
    </message>
    <message>
        <source>DEMO_NOT_INSTALLED</source>
        <translation>演示存储未安装。安装方法：pip install &apos;uploader-gui[demo]&apos;</translation>
    </message>
    <message>
        <source>DEMO_WITHOUT_PORTS</source>
        <translation>本机没有可供演示存储使用的空闲端口。</translation>
    </message>
    <message>
        <source>FILE_MALFORMED</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>FILE_UNREADABLE</source>
        <translation>无法读取 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>IMPORT_WITH_PATH</source>
        <translation>其地址带有路径“{path}”：不能使用位于路径之下的存储。</translation>
    </message>
    <message>
        <source>IMPORT_WITHOUT_KEYS</source>
        <translation>它没有自己的密钥（使用登录或角色）。请为上传创建一对密钥。</translation>
    </message>
    <message>
        <source>NO_CONNECTION</source>
        <translation>尚未配置连接。请设置 UPLOADER_GUI_ENDPOINT、UPLOADER_GUI_ACCESS_KEY、UPLOADER_GUI_SECRET_KEY 和 UPLOADER_GUI_BUCKET，或在窗口中保存一个连接。</translation>
    </message>
</context>
<context>
    <name>MissingKeys</name>
    <message>
        <source>The secret key of {0} is not known: this system has not kept it, or its keyring is locked. Enter it, and uploads go on.</source>
        <translation>{0} 的密钥未知：系统没有保存它，或密钥环已锁定。输入后上传会继续。</translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation>输入密钥</translation>
    </message>
    <message>
        <source>Uploads wait for a connection to {0}; there is none any more.</source>
        <translation>有上传在等待到 {0} 的连接，但该连接已不存在。</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>新建连接</translation>
    </message>
    <message>
        <source>One upload had failed for its keys.</source>
        <translation>有 1 个上传曾因密钥而失败。</translation>
    </message>
    <message>
        <source>{0} uploads had failed for their keys.</source>
        <translation>有 {0} 个上传曾因密钥而失败。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>SUBMITTED</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>UPLOADING</source>
        <translation>上传中</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>COMPLETED</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>the checksum</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>the content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>the ETag</source>
        <translation>ETag</translation>
    </message>
    <message>
        <source>the size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>The address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>The bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>The prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>The region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>The access key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>The secret key</source>
        <translation>私有密钥</translation>
    </message>
    <message>
        <source>a line break</source>
        <translation>换行符</translation>
    </message>
    <message>
        <source>a carriage return</source>
        <translation>回车符</translation>
    </message>
    <message>
        <source>a tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>a NUL</source>
        <translation>NUL 字符</translation>
    </message>
    <message>
        <source>no certificate in it</source>
        <translation>其中没有证书</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PartMap</name>
    <message>
        <source>Map of the parts</source>
        <translation>分片图</translation>
    </message>
    <message>
        <source>Part {0}</source>
        <translation>分片 {0}</translation>
    </message>
    <message>
        <source>Parts {0} to {1}</source>
        <translation>分片 {0} 至 {1}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>to be sent again</source>
        <translation>待重新发送</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>传输中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>To be sent again</source>
        <translation>待重发</translation>
    </message>
    <message>
        <source>one square is {0} part</source>
        <translation>每格代表 {0} 个分片</translation>
    </message>
    <message>
        <source>one square is {0} parts</source>
        <translation>每格代表 {0} 个分片</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>HTTP API</source>
        <translation>HTTP API</translation>
    </message>
</context>
<context>
    <name>QueueMoves</name>
    <message>
        <source>Rename the key</source>
        <translation>重命名对象键</translation>
    </message>
    <message>
        <source>Where “{0}” goes in {1}:</source>
        <translation>“{0}”在 {1} 中的位置：</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <source>Quit while an upload is not finished?</source>
        <translation>有 1 个上传尚未完成，要退出吗？</translation>
    </message>
    <message>
        <source>Quit while {0} uploads are not finished?</source>
        <translation>有 {0} 个上传尚未完成，要退出吗？</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>在托盘中继续</translation>
    </message>
    <message>
        <source>Do this from now on without asking</source>
        <translation>以后都这样做，不再询问</translation>
    </message>
    <message>
        <source>The parts that were sent are kept, and nothing of them is sent again.</source>
        <translation>已发送的分片会保留，不会重新发送。</translation>
    </message>
    <message>
        <source>At the next start the uploads go on by themselves.</source>
        <translation>下次启动时上传会自动继续。</translation>
    </message>
    <message>
        <source>At the next start the uploads are paused until you resume them.</source>
        <translation>下次启动时上传会暂停，直到您继续它们。</translation>
    </message>
    <message>
        <source>At the next start you are asked whether the uploads go on.</source>
        <translation>下次启动时会询问是否继续上传。</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Connect to a store first; then add the files.</source>
        <translation>请先连接存储，再添加文件。</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
</context>
<context>
    <name>SessionConnections</name>
    <message>
        <source>There is no demo store in this installation.</source>
        <translation>此安装不含演示存储。</translation>
    </message>
    <message>
        <source>Starting the demo store…</source>
        <translation>正在启动演示存储…</translation>
    </message>
    <message>
        <source>Delete the connection {0}?</source>
        <translation>删除连接 {0}？</translation>
    </message>
    <message>
        <source>Its secret key is forgotten. Nothing in the store changes; uploads that are not finished can only go on with another connection to the same endpoint.</source>
        <translation>其密钥将被清除。存储中的内容不变；未完成的上传只能通过指向同一端点的另一个连接继续。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>SkippedList</name>
    <message>
        <source>Left out</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>One file was not added:</source>
        <translation>1 个文件未添加：</translation>
    </message>
    <message>
        <source>{0} files were not added:</source>
        <translation>{0} 个文件未添加：</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>SpeedChart</name>
    <message>
        <source>Speed over time</source>
        <translation>速度变化</translation>
    </message>
    <message>
        <source>The speed is drawn here while the file is being sent.</source>
        <translation>文件发送时在此绘制速度。</translation>
    </message>
    <message>
        <source>{0} ago</source>
        <translation>{0}前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>SpeedLimitButton</name>
    <message>
        <source>How fast files may be sent, all together</source>
        <translation>所有文件合计的最高发送速度</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Limit: {0}</source>
        <translation>限速：{0}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Other...</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation>上传速度</translation>
    </message>
    <message>
        <source>At most, in MB/s:</source>
        <translation>最高（MB/s）：</translation>
    </message>
</context>
<context>
    <name>StateList</name>
    <message>
        <source>Show uploads by state</source>
        <translation>按状态显示上传</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Parts: {0} of {1} busy</source>
        <translation>分片：{0}/{1} 忙</translation>
    </message>
    <message>
        <source>{0} uploading</source>
        <translation>{0} 个上传中</translation>
    </message>
    <message>
        <source>{0} standing still</source>
        <translation>{0} 个停滞</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} 个等待中</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>Nothing is being uploaded</source>
        <translation>没有正在进行的上传</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>All uploads</source>
        <translation>所有上传</translation>
    </message>
</context>
<context>
    <name>Traits</name>
    <message>
        <source>The bucket is reached at {0}, as the store says.</source>
        <translation>存储称该存储桶位于 {0}。</translation>
    </message>
    <message>
        <source>The bucket is in the region {0}, as the store says.</source>
        <translation>存储称该存储桶位于区域 {0}。</translation>
    </message>
    <message>
        <source>It wants the bucket&apos;s name in the host name.</source>
        <translation>它要求存储桶名称写在主机名中。</translation>
    </message>
    <message>
        <source>It takes no checksums: uploads are proven by their MD5.</source>
        <translation>它不接受校验和：上传以 MD5 验证。</translation>
    </message>
    <message>
        <source>It checks uploads by their checksums.</source>
        <translation>它用校验和检查上传。</translation>
    </message>
    <message>
        <source>It does not repeat checksums: uploads are proven by their MD5.</source>
        <translation>它不回显校验和：上传以 MD5 验证。</translation>
    </message>
    <message>
        <source>It does not keep existing objects from being replaced: this program looks right before.</source>
        <translation>它不防止已有对象被覆盖：本程序会在写入前查看。</translation>
    </message>
    <message>
        <source>Whether it keeps existing objects from being replaced is not known.</source>
        <translation>尚不清楚它是否防止已有对象被覆盖。</translation>
    </message>
    <message>
        <source>It keeps existing objects from being replaced.</source>
        <translation>它会防止已有对象被覆盖。</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the window</source>
        <translation>显示窗口</translation>
    </message>
</context>
<context>
    <name>UploadsPage</name>
    <message>
        <source>at most</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation>上传速度</translation>
    </message>
    <message>
        <source>Show folders and several files before they are uploaded</source>
        <translation>上传文件夹和多个文件前先显示清单</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Skip the file</source>
        <translation>跳过该文件</translation>
    </message>
    <message>
        <source>Keep both, under a new name</source>
        <translation>两个都保留，使用新名称</translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation>替换已有的</translation>
    </message>
    <message>
        <source>Files at once</source>
        <translation>同时上传的文件数</translation>
    </message>
    <message>
        <source>Parts at once, of all files</source>
        <translation>同时发送的分片数（所有文件）</translation>
    </message>
    <message>
        <source>For files added from now on; large files get larger parts.</source>
        <translation>用于此后添加的文件；大文件会使用更大的分片。</translation>
    </message>
    <message>
        <source>Part size</source>
        <translation>分片大小</translation>
    </message>
    <message>
        <source>If the object exists</source>
        <translation>对象已存在时</translation>
    </message>
    <message>
        <source>With their names in the store, and what is there already.</source>
        <translation>包括它们在存储中的名称，以及哪些已存在。</translation>
    </message>
    <message>
        <source>Warn when an upload stands still for</source>
        <translation>上传停滞多久后提醒</translation>
    </message>
</context>
<context>
    <name>WakeLock</name>
    <message>
        <source>Not possible here: there is no desktop session that could be asked.</source>
        <translation>此处无法做到：没有可以请求的桌面会话。</translation>
    </message>
    <message>
        <source>Not possible here: neither the desktop&apos;s power nor its session program agreed.</source>
        <translation>此处无法做到：桌面的电源管理和会话管理程序都没有同意。</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分</translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation>{0} 天 {1} 小时</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>上传中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>HH:mm</source>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <translation>M-d HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy-M-d</translation>
    </message>
    <message>
        <source>checksum matches</source>
        <translation>校验和一致</translation>
    </message>
    <message>
        <source>ETag matches</source>
        <translation>ETag 一致</translation>
    </message>
    <message>
        <source>Uploaded, {0}</source>
        <translation>已上传，{0}</translation>
    </message>
    <message>
        <source>{0} (The parts are kept.)</source>
        <translation>{0}（分片已保留。）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
</TS>
