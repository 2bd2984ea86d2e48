# Guides a runner through a short ankle-strength session, in the terminal.
#
# Put the source archive beside this file: python -m hatchling build --target sdist --directory packaging/homebrew
# The project has no public address yet. With one, `homepage`, the archive's address and its `sha256` belong here.
class AnkleTui < Formula
  desc "Terminal app that guides a runner through a short ankle-strength session"
  url "file://#{__dir__}/ankle_tui-0.1.0.tar.gz"
  license "MIT"

  depends_on "python@3.14"

  # pip takes what it needs from the archive's own pyproject.toml. A formula in Homebrew's core would list every
  # package as a resource instead: `brew update-python-resources` writes them.
  def install
    system "python3.14", "-m", "venv", libexec
    system libexec/"bin/python", "-m", "pip", "install", buildpath
    bin.install_symlink libexec/"bin/ankle-tui"
    man1.install_symlink libexec/"share/man/man1/ankle-tui.1"
    generate_completions_from_executable(bin/"ankle-tui", "completions", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/ankle-tui --version")
    ENV["ANKLE_TUI_AUDIO"] = "off"
    assert_match "Session done.", shell_output("#{bin}/ankle-tui start --plain --demo 300 --exercises hops </dev/null")
  end
end
