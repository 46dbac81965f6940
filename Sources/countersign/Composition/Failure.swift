import ArgumentParser
import Cryptography
import Foundation
import SQLStorage
import Settings

/// An error that ends the program with a sentence and an exit code.
struct Failure: Error, CustomStringConvertible {
    let description: String
    let code: Int32

    init(_ description: String, code: Int32 = 1) {
        self.description = description
        self.code = code
    }

    /// The server, the database or a file is not available.
    static func unavailable(_ sentence: String) -> Failure { Failure(sentence, code: 69) }

    /// Expected and refused: a wrong code, a taken name.
    static func refused(_ sentence: String) -> Failure { Failure(sentence, code: 2) }

    /// Wrong settings.
    static func settings(_ sentence: String) -> Failure { Failure(sentence, code: 78) }

    /// `error` in a sentence.
    static func of(_ error: any Error) -> Failure {
        switch error {
        case let failure as Failure:
            return failure
        case let error as SettingsError:
            let lines = error.problems.map { "  \($0)" }.joined(separator: "\n")
            return .settings("The settings are not right:\n\(lines)")
        case let error as KeyFileError:
            return .settings("\(error)")
        case let error as Migrator.Failure:
            return .unavailable(sentence(error))
        default:
            return Failure("\(error)")
        }
    }

    private static func sentence(_ failure: Migrator.Failure) -> String {
        switch failure {
        case .edited(let number, let name):
            """
            The database's schema history does not match this program: migration \(number) \
            (\(name)) differs. Use the program that made it, or restore a backup.
            """
        case .newer(let number):
            """
            The database was written by a newer version (migration \(number)). Update this program.
            """
        case .store(let error):
            "The database is not available: \(error)"
        }
    }
}

/// Runs a command's work and turns whatever goes wrong into one sentence on standard error.
func run(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let exit as ExitCode {
        throw exit
    } catch {
        let failure = Failure.of(error)
        FileHandle.standardError.write(Data("countersign: \(failure.description)\n".utf8))
        throw ExitCode(failure.code)
    }
}
