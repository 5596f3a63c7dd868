# The gateway is a tunnel (one conversation in many HTTP flows): what is inside is found by the signatures above. This is the finding itself.
signature msn.gateway {
  id         1902021
  rev        1
  title      "MSN through the HTTP gateway"
  class      proxy
  severity   low
  risk       evasion, policy-violation

  dialogue tcp {
    open:  -> http .method "POST"
             .path             ... "/gateway/gateway.dll"i
             .query["Action"]  "open"
             .query["Server"]  kind:word
             .query["IP"]?     server:text
        or -> http .method "POST"
             .path                ... "/gateway/gateway.dll"i
             .query["SessionID"]  session:word
    reply: <- http .status 200 .header["X-MSN-Messenger"] "SessionID=" session:token ...
        or after 30s
        or close
    alert "MSN through gateway {flow.server}" once per flow.client, flow.server within 10m
  }
}
