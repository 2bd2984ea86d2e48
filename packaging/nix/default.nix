# nix-build packaging/nix, or pkgs.callPackage of it: builds the tree it stands in.
# Name, version, Python and dependencies come from pyproject.toml, so that nothing here has to be kept in step with it.
{ pkgs ? import <nixpkgs> { } }:

let
  inherit (pkgs) lib python3Packages;
  project = (builtins.fromTOML (builtins.readFile ../../pyproject.toml)).project;
  first = pattern: text: builtins.head (builtins.match pattern text);
  name = first "([A-Za-z0-9_-]+).*";
  packages = requirements: map (each: python3Packages.${name each}) requirements;
  # Only where it is asked for; nixpkgs builds it for every system, so its marker does not matter here.
  optional = lib.mapAttrs (_: packages) (removeAttrs project.optional-dependencies [ "dev" "simpleaudio" ]);
in
python3Packages.buildPythonApplication {
  pname = project.name;
  version = first ".*__version__ = \"([^\"]+)\".*" (builtins.readFile ../../ankle_tui/__init__.py);
  pyproject = true;
  src = lib.cleanSource ../..;

  disabled = python3Packages.pythonOlder (first ">=([0-9.]+)" project.requires-python);
  build-system = packages (builtins.fromTOML (builtins.readFile ../../pyproject.toml)).build-system.requires;
  dependencies = packages project.dependencies;
  optional-dependencies = optional;

  # The whole program without a sound card: the suite needs development tools that nixpkgs has in other versions.
  doInstallCheck = true;
  installCheckPhase = ''
    ANKLE_TUI_AUDIO=off $out/bin/ankle-tui start --plain --demo 300 --exercises hops </dev/null
  '';

  meta = {
    inherit (project) description;
    license = lib.licenses.mit;
    mainProgram = "ankle-tui";
  };
}
