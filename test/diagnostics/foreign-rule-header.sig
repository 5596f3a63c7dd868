signature my.one {
  id 9000001

  dialogue tcp any any -> any 1863 {
    -> line "USR "
  }
}

signature my.two {
  id 9000002

  dialogue tcp {
    alert tcp any any -> any 1863
  }
}

signature my.three {
  id 9000003

  dialogue tcp {
    any any -> any 1863
  }
}
