import Commands
import Glibc

/// The `postern` program; all of it is in Commands.
@main
struct Postern {
    static func main() async {
        exit(await PosternCommand.run(Array(CommandLine.arguments.dropFirst())))
    }
}
