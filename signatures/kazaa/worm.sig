signature kazaa.flood {
  id         1908007
  rev        1
  title      "KaZaA message flood (CVE-2002-0314, CVE-2002-0315)"
  caveat     "wire form unknown; by rate only"
  class      denial-of-service
  severity   medium
  confidence low
  risk       denial-of-service
  reference  "CVE-2002-0314", "CVE-2002-0315"

  count 50 kazaa.request within 1s per flow.server
  alert "{count} KaZaA requests to {flow.server} in a second"
}

signature kazaa.worm {
  id         1908008
  rev        1
  title      "KaZaA download of a program that looks like media"
  class      worm
  severity   medium
  confidence medium
  risk       worm, virus

  dialogue tcp peer {
    -> http .method "GET"
      .header["X-Kazaa-Username"]                account:text
      .path                                      file:text
      .path                        |> urldecode  re("/[0-9]+/.*\\.(mp3|avi|mpg|jpg|zip|txt)[ .]*\\.(exe|scr|pif|com|bat|vbs)")
    alert "double extension asked for by {account}: {file}"
  }
}
