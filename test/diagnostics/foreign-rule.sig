alert tcp $HOME_NET any -> any 1863 (msg:"MSN sign-on"; flow:to_server; content:"USR "; nocase; sid:1000001;)
