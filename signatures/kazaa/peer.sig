signature kazaa.request {
  id         1904001
  rev        1
  title      "KaZaA download request"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, virus
  attack     T1048
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_http_client.c", "l7-filter fasttrack.pat"

  # `peer`: after a push (GIVE) it is the called side that sends the GET.
  dialogue tcp peer {
    request: -> http .method "GET"
               .path                         file:text
               .path                         any("/.hash=", "/.files", "/.download/") ...
               .header["X-Kazaa-Username"]?  account:text
               .header["X-Kazaa-Network"]?   network:text
               .header["X-Kazaa-IP"]?        address:ipv4 ":" port:port
               .header["UserAgent"]?         agent:text
          or -> http .method "GET"
               .path                        file:text
               .header["X-Kazaa-Username"]  account:text
               .header["X-Kazaa-Network"]?  network:text
               .header["X-Kazaa-IP"]?       address:ipv4 ":" port:port
               .header["UserAgent"]?        agent:text
    reply:   <- http .status any(200, 206) .header["X-Kazaa-Username"]? peer:text   set outcome = accepted
          or <- http .status status:int .header["X-Kazaa-Username"]? peer:text      set outcome = refused
          or after 30s                                                              set outcome = unanswered
          or close                                                                  set outcome = unanswered
    alert "KaZaA: {account?} asks {peer?} for {file}: {outcome}" once per flow.id, file
  }
}

signature kazaa.give {
  id         1904002
  rev        1
  title      "KaZaA push: the owner calls back"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, evasion

  dialogue tcp peer within 60s {
    give: -> line "GIVE " transfer:digits end .index 0
    get:  <- http .method "GET" .path file:text
    alert "push {transfer}: {file}"
  }
}

# The most general sign: X-Kazaa headers in a reply. The entry is the server's; its status line orients the flow, not a port.
signature kazaa.reply {
  id         1904003
  rev        1
  title      "KaZaA peer answers"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, data-exposure

  dialogue tcp {
    <- http .status status:int
      .header["X-Kazaa-Username"]  account:text
      .header["X-Kazaa-Network"]?  network:text
      .header["X-Kazaa-IP"]?       address:ipv4 ":" port:port
      .header["Server"]?           agent:text
    alert "{flow.server} serves the {network?} network as {account}" once per flow.server, account within 1h
  }
}

signature kazaa.browse {
  id         1904004
  rev        1
  title      "KaZaA shared folder browsed with a web client"
  class      file-sharing
  severity   medium
  risk       data-exposure, file-transfer

  dialogue tcp within 60s {
    ask:    -> http .method "GET" .path "/" .header["X-Kazaa-Username"] absent
    answer: <- http .status 200 .header["Server"] agent:text .header["Server"] "KazaaClient"i ...
         or <- http .status 200 .header["X-Kazaa-Username"] account:text
    alert "{flow.client} browses the shared folder of {flow.server}"
  }
}
