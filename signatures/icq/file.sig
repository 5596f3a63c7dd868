signature icq.file.offer {
  id         1901004
  rev        1
  title      "ICQ file transfer offered"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus

  dialogue tcp peer {
    offer:  -> icqpeer .command 0x07ee
              .msgtype   3
              .uin       account:digits
              .file      file:text
              .filesize  size:int
    alert "ICQ file {file}, {size} bytes, offered by {account}"
    answer: <- icqpeer .command 0x07da .msgtype 3 .port port:int
         or after 5m   set outcome = unanswered  goto done
         or close      set outcome = unanswered  goto done
    expect tcp flow.server:port within 2m as icq.file.transfer(file)
    expect tcp flow.client:port within 2m as icq.file.transfer(file)
    seen:   met        set outcome = made
         or after 2m   set outcome = never-seen
    record "ICQ file {file}: {outcome}"
  }
}

signature icq.file.transfer(file) {
  id         1901005
  rev        1
  title      "ICQ file transfer"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus

  dialogue tcp peer within 5m {
    open:  -> icqfile .packet 0 .nick account:text
    ready: <- icqfile .packet 1 .nick peer:text
    info:  -> icqfile .packet 2 .file actual:text
    alert "ICQ transfer of {actual} from {account} to {peer} (announced as {file})"
  }
}
