// The rows of the scope, in its order, and what must fire for each: patterns of `product class name`, each of which a
// vector, a recording or a signature's own test makes true.

import type { Reason } from './exceptions.js'

export interface Row {
  /** As the row begins. */
  readonly row: string
  readonly fires: readonly RegExp[]
  /** Why nothing does, where nothing can. */
  readonly reason?: Reason
}

export const rows: readonly { readonly heading: string; readonly rows: readonly Row[] }[] = [
  {
    heading: 'AIM (OSCAR, TOC)',
    rows: [
      { row: 'sign-on with XOR-ed', fires: [/^aim cleartext-credentials /] },
      { row: 'sign-on with MD5', fires: [/^aim weak.* .*strong/, /^aim weak.* .*weak/] },
      { row: 'TOC and TOC2 sign-on', fires: [/^aim cleartext-credentials .*toc/] },
      { row: 'cookie sign-on', fires: [/^aim .*(signon|cookie)/] },
      { row: 'message sent, received', fires: [/^aim message .*sent/, /^aim message .*received/] },
      {
        row: 'IM Images',
        fires: [/^aim direct-connection .*offer/, /^aim direct-connection aim.directim$/],
      },
      { row: 'voice chat offered', fires: [/^aim voice-video /] },
      { row: 'game request', fires: [/^aim game /, /^aim exploit /] },
      {
        row: 'file transfer offered',
        fires: [/^aim file-transfer .*offer/, /^aim file-transfer .*transfer/],
      },
      { row: 'file sharing', fires: [/^aim file-sharing /] },
      { row: 'capabilities', fires: [/^aim .*capabilities/] },
      { row: 'name looked up', fires: [/^aim name-lookup /] },
    ],
  },
  {
    heading: 'MSN / .NET Messenger',
    rows: [
      { row: 'sign-on with MD5', fires: [/^msn weak-authentication /] },
      { row: 'sign-on with Passport', fires: [/^msn authentication .*passport/] },
      { row: 'client check', fires: [/^msn .*check/] },
      { row: 'redirects', fires: [/^msn .*redirect/, /^msn .*switchboard/] },
      {
        row: 'message sent',
        fires: [/^msn message .*sent/, /^msn message .*received/, /^msn .*typing/],
      },
      { row: 'voice and video', fires: [/^msn voice-video .*invite/] },
      { row: 'application sharing', fires: [/^msn application-sharing .*invite/, /^msn .*t120/] },
      { row: 'Remote Assistance', fires: [/^msn remote-control /] },
      {
        row: 'file transfer invitation',
        fires: [/^msn file-transfer .*invite/, /^msn file-transfer .*transfer/],
      },
      { row: 'file transfer inside', fires: [/^msn file-transfer .*p2p/] },
      { row: 'MSN through', fires: [/^msn .*gateway/] },
      { row: 'W32/Hello worm', fires: [/^msn worm /] },
      { row: 'session on an idle', fires: [/^msn hijack msn.hijack/] },
      { row: 'name looked up', fires: [/^msn name-lookup /] },
    ],
  },
  {
    heading: 'Yahoo! Messenger',
    rows: [
      { row: 'sign-on by HTTP', fires: [/^yahoo cleartext-credentials /, /^yahoo .*cookie/] },
      {
        row: 'YMSG sign-on',
        fires: [/^yahoo weak-auth.* .*challenge/, /^yahoo weak-auth.* .*crypt/, /^yahoo .*session/],
      },
      { row: 'message sent', fires: [/^yahoo message /, /^yahoo .*conference/] },
      { row: 'voice and webcam', fires: [/^yahoo voice-video /] },
      {
        row: 'file transfer offered',
        fires: [/^yahoo file-.* .*offer/, /^yahoo file-.* .*file.fetch/],
      },
      { row: 'file sharing session', fires: [/^yahoo file-.* .*peer.fetch/] },
      { row: 'name looked up', fires: [/^yahoo name-lookup /] },
    ],
  },
  {
    heading: 'ICQ',
    rows: [
      { row: 'sign-on over OSCAR', fires: [/^icq cleartext-credentials .*roasted/] },
      { row: 'legacy UDP sign-on', fires: [/^icq cleartext-credentials .*udp/] },
      { row: 'message sent', fires: [/^icq message /] },
      { row: 'voice and video', fires: [/^icq voice-video /] },
      {
        row: 'file transfer offered',
        fires: [/^icq file-transfer .*offer/, /^icq file-transfer .*transfer/],
      },
      { row: 'file sharing browsed', fires: [], reason: 'no wire form known' },
      { row: 'the January 2002 overflow', fires: [/^(icq|aim) exploit /] },
      { row: 'name looked up', fires: [/^icq name-lookup /] },
    ],
  },
  {
    heading: 'KaZaA / FastTrack (KaZaA, Morpheus, Grokster)',
    rows: [
      { row: 'peer HTTP', fires: [/^kazaa peer-to-peer .*request/, /^kazaa .*give/] },
      { row: 'the shared folder', fires: [/^kazaa file-sharing /] },
      { row: 'supernode discovery', fires: [/^kazaa .*supernode.ping/] },
      {
        row: 'encrypted supernode',
        fires: [/^kazaa .*supernode.session/, /^kazaa .*supernode.shape/],
      },
      { row: 'which client', fires: [/^kazaa .*client/] },
      { row: 'denial of service', fires: [/^kazaa denial-of-service /, /^kazaa worm /] },
    ],
  },
  {
    heading: 'Gnutella (and Gnutella2)',
    rows: [
      { row: 'handshake', fires: [/^gnutella .*handshake/] },
      {
        row: 'ping, pong',
        fires: ['ping', 'pong', 'query', 'hit', 'push'].map(
          (word) => new RegExp(`^gnutella peer-to-peer gnutella.${word}$`),
        ),
      },
      { row: 'UDP forms', fires: [/^gnutella .*g2/] },
      {
        row: 'download by index',
        fires: [/^gnutella .*download/, /^gnutella .*giv/, /^gnutella file-sharing /],
      },
      { row: 'which client', fires: [/^gnutella .*client/] },
    ],
  },
  { heading: 'Proxies', rows: [] },
]
