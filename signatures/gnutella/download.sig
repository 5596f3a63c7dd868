signature gnutella.giv() {
  id         1905005
  rev        1
  title      "Gnutella push answered"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, evasion

  dialogue tcp peer {
    -> line "GIV " index:digits ":" servent:hex(32) "/" file:text end .index 0
    alert "{flow.client} calls back with {file}"
  }
}

signature gnutella.giv.alone {
  id         1905006
  rev        1
  title      "Gnutella push call-back"
  caveat     "fires beside gnutella.giv where the push was seen"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, evasion

  dialogue tcp peer {
       -> line "GIV " index:digits ":" servent:hex(32) "/" file:text end .index 0
    or -> line "PUSH guid:" servent:hex(32) end .index 0
    alert "call-back of {servent}: {file?}"
  }
}

signature gnutella.download {
  id         1905007
  rev        1
  title      "Gnutella download"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, file-transfer, virus

  dialogue tcp peer {
    get:   -> http .method any("GET", "HEAD")
             .path                   "/uri-res/N2R"
             .uri                    file:text
             .uri                    ... "urn:sha1:"i hash:bytes(32) |> text
             .header["User-Agent"]?  agent:text
        or -> http .method any("GET", "HEAD")
             .path                  "/get/" index:digits "/" file:text
             .header["User-Agent"]  agent:text
             .header["User-Agent"]  gnutella.agents ...
        or -> http .path "/get/" index:digits "/" file:text
             .header["X-Gnutella-Content-URN"]  ...
             .header["User-Agent"]?             agent:text
        or -> http .path any("/gnutella/thex/", "/gnutella/tigertree/", "/gnutella/push-proxy") file:text
             .header["User-Agent"]?  agent:text
    reply: <- http .status any(200, 206) .header["Server"]? peer_agent:text   set outcome = accepted
        or <- http .status status:int .header["Server"]? peer_agent:text      set outcome = refused
        or after 30s                                                          set outcome = unanswered
        or close                                                              set outcome = unanswered
    alert "{agent?} fetches {file} from {peer_agent?}: {outcome}" once per flow.client, file within 10m
  }
}

signature gnutella.browse {
  id         1905008
  rev        1
  title      "Gnutella host browsed"
  class      file-sharing
  severity   low
  risk       data-exposure

  dialogue tcp {
    -> http .method "GET"
      .path                   "/"
      .header["Accept"]       ... "application/x-gnutella-packets"i ...
      .header["User-Agent"]?  agent:text
    alert "{agent?} browses {flow.server}"
  }
}
