#!/bin/sh
# Prints the home of a JDK 25 or newer with a compiler and the Vector API; exits 1 when there is none.
# Looks where the Maven toolchain discovery looks, most specific first.

feature_release() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

suits() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  release=$(feature_release "$1")
  [ "${release:-0}" -ge 25 ] && grep -q 'jdk\.incubator\.vector' "$1/release"
}

home_of_java_on_path() {
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=${java%/*}/$target ;;
    esac
  done
  bin=${java%/*}
  echo "${bin%/bin}"
}

homes_in_toolchains_xml() {
  sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml" 2>/dev/null
}

candidates() {
  echo "${SCIML_JAVA_HOME:-}"
  echo "${JAVA_HOME:-}"
  home_of_java_on_path
  homes_in_toolchains_xml
  for home in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.m2/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    echo "$home"
  done
}

candidates | while IFS= read -r home; do
  if [ -n "$home" ] && suits "$home"; then
    echo "$home"
    break
  fi
done | grep .
