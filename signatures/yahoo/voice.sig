signature yahoo.voice.webcam {
  id         1903008
  rev        1
  title      "Yahoo! voice chat or webcam"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, unencrypted
  reference  "libyahoo2, webcam", "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp {
       <> ymsg .service 0x4a .key[1] account:text .key[5] peer:text   set kind = voice
    or <> ymsg .service 0x50 .key[1] account:text .key[5] peer:text   set kind = webcam
    alert "Yahoo! {kind} between {account} and {peer}" once per flow.id, kind, peer within 10m
  }
  dialogue tcp {
       -> stream "<RVWCFG>" |08 00 01 00 00 00 00| u8 "g=" peer:text "\r\n"   set kind = viewer
    or -> stream "<RVWCFG>" |08 00 02 00 00 00 00| u8 "g=" peer:text "\r\n"   set kind = viewer
    alert "Yahoo! webcam of {peer} watched"
  }
  dialogue tcp {
       -> stream "<RUPCFG>" |08 00 01 00 00 00 00 05| "f=1\r\n"   set kind = uploader
    or -> stream "<REQIMG>"                                       set kind = viewer
    or -> stream "<SNDIMG>"                                       set kind = uploader
    alert "Yahoo! webcam {kind} at {flow.server}"
  }

  test "voice" {
    -> |59 4d 53 47 09 00 00 00 00 33 00 4a 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x805\xc0\x80friend\xc0\x8057\xc0\x80leaktester-1\xc0\x8013\xc0\x801\xc0\x80"
    alert { account = "leaktester", peer = "friend", kind = voice }
  }
  test "a webcam is watched" {
    -> "<RVWCFG>\x08\x00\x01\x00\x00\x00\x00\ng=friend\r\n"
    alert { peer = "friend", kind = viewer }
  }
  test "a webcam is shown" {
    -> "<SNDIMG>"
    alert { kind = uploader }
  }
  test "a webcam is connected" {
    -> "<RUPCFG>\x08\x00\x01\x00\x00\x00\x00\x05f=1\r\n"
    alert { kind = uploader }
  }
  test "a webcam's line without its end" {
    -> "<RUPCFG>\x08\x00\x01\x00\x00\x00\x00\x05f=1 \n"
    silent
  }
  test "nearly a webcam" {
    -> "<SNDIMX>"
    silent
  }
}
