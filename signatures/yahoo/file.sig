# files: offered by URL; the GET may go to a proxy or to another address, so the key is the path
signature yahoo.file.offer {
  id         1903009
  rev        1
  title      "Yahoo! file transfer offered"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus

  dialogue tcp {
    offer: -> ymsg .service any(0x46, 0x4d)
             .key[5]?   peer:text
             .key[27]?  file:text
             .key[28]?  size:int
             .key[20]   "http://" server:host maybe(":" port) path:text
        or <- ymsg .service any(0x46, 0x4d)
             .key[4]?   peer:text
             .key[27]?  file:text
             .key[28]?  size:int
             .key[20]   "http://" server:host maybe(":" port) path:text
    alert "file {file?} ({size?} bytes) offered, with {peer?}, at {server}"
    remember path as yahoo.file(file?, size?, server) for 30m
    seen:  met         set outcome = made
        or after 30m   set outcome = never-seen
    record "Yahoo! file {file?}: {outcome}"
  }
}

signature yahoo.file.fetch {
  id         1903010
  rev        1
  title      "Yahoo! file fetched"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus

  dialogue tcp {
    get:   -> http .method any("GET", "HEAD") .uri maybe("http://" host maybe(":" port)) path:text
    recall path from yahoo.file(file?, size?, server)
    reply: <- http .status any(200, 206)   set outcome = accepted
        or <- http .status status:int      set outcome = refused
        or after 30s                       set outcome = unanswered
        or close                           set outcome = unanswered
    alert "file {file?} of {size?} bytes fetched from {flow.server}: {outcome}"
  }
}

signature yahoo.peer.fetch {
  id         1903011
  rev        1
  title      "Yahoo! peer-to-peer file fetch"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, address-exposure

  dialogue tcp {
    -> http .method "GET" .path "/Messenger." peer:word .query["AppID"] "Messenger"
    alert "file fetched from the Messenger of {peer}"
  }
}

signature yahoo.file.upload {
  id         1903012
  rev        1
  title      "Yahoo! file uploaded through the server"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure

  dialogue tcp {
    -> http .method "POST"
      .path  ... "/notifyft"
      .body  "YMSG" ... "27" |c0 80| file:text |c0 80| ...
    alert "file {file} uploaded"
  }
}
