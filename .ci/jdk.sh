# Read by the scripts beside it.

# the home of an installed JDK of a version: named by an environment variable, as CI services do, or where Linux has them
find_jdk() {
  local version="$1" home
  for home in "$(printenv "JAVA_HOME_$version" || true)" "$(printenv "JAVA_HOME_${version}_X64" || true)" \
    "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -x "$home/bin/javac" ] && grep -qE "^JAVA_VERSION=\"$version[.\"]" "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
}
