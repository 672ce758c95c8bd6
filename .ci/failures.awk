# Of a run's TAP: each assertion that failed, behind the file and the tests it stands in. A test that failed because something in it did is not
# named again.
/^ *# Subtest: / {
  level = depth()
  names[level] = $0
  sub(/^ *# Subtest: /, "", names[level])
  failed[level + 1] = 0
}

/^ *not ok / && !/# (TODO|SKIP)/ {
  level = depth()
  if (!failed[level + 1]) {
    text = $0
    sub(/^ */, "", text)
    path = ""
    for (i = 0; i < level; i++) path = path names[i] " > "
    print "FAILED " path text
  }
  failed[level + 1] = 0
  failed[level] = 1
}

function depth () {
  match($0, /^ */)
  return int(RLENGTH / 4)
}
