// Vectors that are steps of a conversation which the data does not write down: here they are, in the order in which they
// are said. `<` goes to the client, `>` to the server; without a mark, as the vector says.

export interface Context {
  readonly server?: string
  /** Other than the first vector's. */
  readonly port?: number
  readonly lines: readonly string[]
}

const said = (...lines: string[]): readonly Context[] => [{ lines }]

export const contexts: readonly (readonly Context[])[] = [
  // AIM and ICQ over OSCAR
  said('oscar.flap.hello', 'oscar.xor.signon.aim', 'oscar.xor.reply.ok', 'oscar.signoff'),
  said('oscar.flap.hello', 'oscar.xor.signon.aim', 'oscar.keepalive'),
  said('oscar.flap.hello', 'oscar.xor.signon.icq', 'oscar.xor.reply.err'),
  said(
    'oscar.bucp.keyreq',
    'oscar.bucp.keyreply',
    'oscar.bucp.login.strong',
    'oscar.bucp.reply.ok',
  ),
  said('oscar.bucp.keyreq', 'oscar.bucp.keyreply', 'oscar.bucp.login.weak', 'oscar.bucp.reply.err'),
  said('oscar.rv.sendfile.req', '<oscar.rv.accept'),
  said('oscar.rv.sendfile.req', 'oscar.rv.cancel'),
  said('>oscar.odc2.cookie', '<oscar.odc2.cookie', '>oscar.odc2.typing', '>oscar.odc2.image'),
  said('>oscar.oft2.prompt', '<oscar.oft2.ack', '<oscar.oft2.done'),
  said(
    '>oscar.oft2.prompt',
    '<oscar.oft2.resume',
    '>oscar.oft2.resumeaccept',
    '<oscar.oft2.resumeack',
  ),
  said('>oscar.oft2.getfile.offer', '<oscar.oft2.getfile.accept'),
  said('<oscar.oft2.getfile.request', '>oscar.oft2.prompt', '<oscar.oft2.ack'),
  said('>oscar.oft3.prompt', '<oscar.oft2.ack'),
  said('oscar.http.hello.aim', 'oscar.http.hello.reply'),
  [
    { lines: ['oscar.http.hello.icq', 'oscar.http.hello.reply'] },
    { lines: ['oscar.http.login', 'oscar.http.flap'] },
    { lines: ['oscar.http.monitor'] },
  ],
  said('toc.rvous', 'toc.rvous.accept'),

  // ICQ of before
  said('icq.v2.login', 'icq.v2.ack', 'icq.v2.loginreply', 'icq.v2.keepalive', 'icq.v2.logoff'),
  said('icq.v2.login', 'icq.v2.badpass'),
  said(
    'icq.v5.login',
    'icq.v5.srv.ack',
    'icq.v5.srv.loginreply',
    'icq.v5.login1',
    'icq.v5.contacts',
  ),
  said('icq.v5.login', 'icq.v5.srv.ack', 'icq.v5.keepalive', 'icq.v5.logoff'),
  said('>icq.tcp.init.v3', '>icq.tcp.msg', '<icq.tcp.msgack'),
  said('>icq.tcp.init.v6', '<icq.tcp.initack'),
  said('>icq.tcp.init.v3', '>icq.tcp.filereq'),
  said('>icq.tcp.init.v3', '>icq.tcp.chatreq'),
  said(
    '>icq.file.init',
    '<icq.file.initack',
    '>icq.file.info',
    '<icq.file.start',
    '>icq.file.data',
  ),

  // MSN
  said(
    'msn.ver.c',
    'msn.ver.s',
    'msn.usr.i',
    'msn.usr.s.challenge',
    'msn.usr.s.response',
    'msn.err.911',
  ),
  said(
    'msn.ver8',
    'msn.cvr',
    'msn.twn.i',
    'msn.twn.s',
    'msn.twn.ticket',
    'msn.usr.ok',
    'msn.png',
    'msn.qng',
    'msn.out.oth',
  ),
  said('msn.sb.ans', 'msn.sb.iro', 'msn.sb.ans.ok', 'msn.msg.text.s', 'msn.bye'),
  said('msn.ft.invite', 'msn.ft.cancel'),
  said('msn.p2p.invite.file', 'msn.p2p.ok', 'msn.p2p.data'),
  said('msn.p2p.invite.file', 'msn.p2p.decline'),
  [{ lines: ['msn.p2p.invite.file', 'msn.p2p.ok'] }, { lines: ['>msn.p2p.direct.hello'] }],
  [{ lines: ['msn.inv.netmeeting'] }, { lines: ['msn.t120.x224cr'] }],
  [
    { lines: ['msn.ft.invite', 'msn.ft.accept.recv', 'msn.ft.accept.send'] },
    {
      server: '10.1.2.3',
      lines: [
        '<msnftp.ver.c',
        '>msnftp.ver.s',
        '<msnftp.usr',
        '>msnftp.fil',
        '<msnftp.tfr',
        '>msnftp.data',
        '>msnftp.data.end',
        '<msnftp.bye',
      ],
    },
  ],
  said('msn.http.open', 'msn.http.reply', 'msn.http.poll', 'msn.http.msg'),

  // Yahoo!
  said('yahoo.ncclogin', 'yahoo.ncclogin.reply'),
  said('yahoo.ncclogin.libyahoo', 'yahoo.ncclogin.fail'),
  said('ymsg.auth.c', 'ymsg.auth.s', 'ymsg.authresp', 'ymsg.logon.s', 'ymsg.ping'),
  [{ lines: ['ymsg.p2pft'] }, { lines: ['yahoo.p2p.get'] }],
  said('>yahoo.webcam.req', 'yahoo.webcam.rvw'),
  said('>yahoo.webcam.snd', 'yahoo.webcam.rup'),

  // KaZaA
  said('ft.get.hash', 'ft.reply.206'),
  said('ft.get.hash', 'ft.reply.503'),
  said('ft.get.index', 'ft.reply.206'),
  said('ft.get.download', 'ft.reply.501'),
  said('ft.browse', 'ft.reply.206'),
  said('ft.udp.ping.29', 'ft.udp.pong'),
  said('ft.udp.ping.a9', 'ft.udp.pong29'),

  // Gnutella
  said('gnu.connect.06', 'gnu.503.06'),
  said(
    'gnu.connect.06',
    'gnu.ok.06',
    'gnu.final.06',
    'gnu.ping',
    'gnu.pong',
    'gnu.query',
    'gnu.hit',
    'gnu.push',
    'gnu.qrp.reset',
    'gnu.vendor',
    'gnu.bye',
  ),
  said('gnu.connect.06', 'gnu.ok.06', 'gnu.final.06', 'gnu.query.urn', 'gnu.worm.mandragore'),
  said('gnu.get.urn', 'gnu.reply.ok'),
  said('g2.connect', 'g2.ok', 'g2.push'),

  // Proxies, with what they carry
  said(
    'socks4.connect',
    'socks4.reply',
    'oscar.flap.hello',
    'oscar.xor.signon.icq',
    'oscar.xor.reply.err',
  ),
  said('socks4.connect', 'socks4.reject'),
  [
    {
      lines: [
        'socks5.greet',
        'socks5.method',
        'socks5.userpass',
        'socks5.userpass.ok',
        'socks5.udpassoc',
        'socks5.reply',
      ],
    },
    { server: '10.0.0.1', port: 4321, lines: ['socks5.udp.icq'] },
  ],
  said('socks4a.connect', 'socks4.reply', 'msn.ver.c', 'msn.ver.s', 'msn.usr.i'),
  said(
    'socks5.greet',
    'socks5.method',
    'socks5.userpass',
    'socks5.userpass.ok',
    'socks5.connect.name',
    'socks5.reply',
    'oscar.flap.hello',
    'oscar.xor.signon.aim',
  ),
  said(
    'socks5.greet',
    'socks5.method',
    'socks5.userpass',
    'socks5.userpass.ok',
    'socks5.connect.ip',
    'socks5.reply',
    'msn.ver.c',
    'msn.ver.s',
    'msn.usr.i',
  ),
  said('connect.aim', 'connect.ok', 'oscar.flap.hello', 'oscar.xor.signon.aim'),
  said('connect.icq', 'connect.ok', 'oscar.flap.hello', 'oscar.xor.signon.icq'),
  said('connect.msn', 'connect.ok', 'msn.ver.c', 'msn.ver.s', 'msn.usr.i'),
  said(
    'connect.yahoo',
    'connect.ok',
    'ymsg.auth.c',
    'ymsg.auth.s',
    'ymsg.authresp',
    'ymsg.logon.s',
  ),
  said('connect.other', 'connect.then.flap', 'oscar.xor.signon.aim'),
]
