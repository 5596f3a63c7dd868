# Mandragore answers every query with <query>.exe of 8,192 bytes. Where the query was seen its words have to be the name;
# where it was not, the size and the ending are all there is.
signature gnutella.mandragore {
  id         1908009
  rev        1
  title      "Gnutella worm Mandragore (Gnuman)"
  caveat     "from descriptions; by size and ending alone where the query was not seen"
  class      worm
  severity   high
  confidence medium
  risk       worm, virus
  reference  "W32.Gnuman, vendors' descriptions of February 2001"

  dialogue tcp, udp peer {
           -> gnutella .type 0x81 .guid guid:bytes(16) .address address:ip4 .port port:int
             some .hit { .name file:text .name stem:text ".exe"i .size size:int .size 8192 }
                       set query = stem
    recall guid from gnutella.query(query?)
    named: after 1ms   where query == stem
        or close       where query == stem
    alert "the Gnutella peer {address} answers a query with a copy of Mandragore, {file}" once per address, file within 1h
  }

  test "behind the query" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 3a 00 00 00 01 63 00 0a 09 08 07 5e 01 00 00 63 00 00 00 00 20 00 00| "metallica.exe" |00 00| "GNUT" |02 1c 19 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    alert { query = "metallica", file = "metallica.exe", size = 8192, address = 10.9.8.7 }
  }
  test "the query was not seen" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 3a 00 00 00 01 63 00 0a 09 08 07 5e 01 00 00 63 00 00 00 00 20 00 00| "metallica.exe" |00 00| "GNUT" |02 1c 19 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    alert { file = "metallica.exe", size = 8192 }
  }
  test "another name than was asked for" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 3a 00 00 00 01 63 00 0a 09 08 07 5e 01 00 00 63 00 00 00 00 20 00 00| "metallicb.exe" |00 00| "GNUT" |02 1c 19 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    silent
  }
  test "another size" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 3a 00 00 00 01 63 00 0a 09 08 07 5e 01 00 00 63 00 00 00 01 20 00 00| "metallica.exe" |00 00| "GNUT" |02 1c 19 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    silent
  }
  test "a song of that size" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 3a 00 00 00 01 63 00 0a 09 08 07 5e 01 00 00 63 00 00 00 00 20 00 00| "metallica.mp3" |00 00| "GNUT" |02 1c 19 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    silent
  }
}
