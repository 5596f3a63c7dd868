signature yahoo.voice.webcam {
  id         1903008
  rev        1
  title      "Yahoo! voice chat or webcam"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, unencrypted

  dialogue tcp {
       <> ymsg .service 0x4a .key[1]? account:text .key[5]? peer:text   set kind = voice
    or <> ymsg .service 0x50 .key[1]? account:text .key[5]? peer:text   set kind = webcam
    alert "Yahoo! {kind} between {account?} and {peer?}"
  }
  dialogue tcp {
       -> stream "<RVWCFG>" |08 00 01 00| u32 "g=" peer:text "\r\n"   set kind = viewer
    or -> stream "<RUPCFG>" |08 00 01 00| u32                         set kind = uploader
    alert "Yahoo! webcam {kind}"
  }
}
